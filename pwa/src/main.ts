import { mount } from 'svelte';
import App from './App.svelte';
import { follow } from './parts/route.svelte';
import { show } from './parts/theme.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/chips.css';
import './styles/fold.css';
import './styles/header.css';
import './styles/shell.css';
import './styles/lists.css';
import './styles/lock.css';
import { tell } from './tell';
import { language } from './words/words.svelte';

show();
follow();
const target = document.getElementById('app');
// The words and the phone need not wait for each other.
void language.start().then(() => target && mount(App, { target }));
void tell.start();
