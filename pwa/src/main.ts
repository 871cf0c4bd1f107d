import { mount } from 'svelte';
import App from './App.svelte';
import { tell } from './tell';

const target = document.getElementById('app');
if (target) mount(App, { target });
void tell.start();
