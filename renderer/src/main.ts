import { mount } from 'svelte';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import { failureWords } from '#contract/words/failures';
import App from './App.svelte';
import { appClient } from './client/app-client';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import './styles/code-well.css';

const darkScheme = matchMedia('(prefers-color-scheme: dark)');
// Main sets nativeTheme before there is a window, so this is the theme that was chosen; an address would grow stale.
document.documentElement.dataset['theme'] = darkScheme.matches ? 'dark' : 'light';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const client = appClient();
const started = await client.start();
if (started.ok) mount(App, { target, props: { client, start: started.value, darkScheme } });
else target.textContent = failureWords(started.failure).title;
