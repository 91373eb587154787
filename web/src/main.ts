// SPDX-License-Identifier: Apache-2.0
import { mount } from 'svelte';
import './styles/font.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/classes.css';
import { locale } from './i18n/locale.svelte';
import Dashboard from './pages/Dashboard.svelte';

locale.start(new URLSearchParams(location.search).get('bahasa'));
mount(Dashboard, { target: document.getElementById('page')! });
