// SPDX-License-Identifier: Apache-2.0
#include "libs/base/month.h"
