/** Calls the agent who looks elsewhere: the title always, sound and notification if he agreed. */

import { byId } from './page.js';

const STORED = 'chorale-desk-alert-';
const TITLE = document.title;
const BEEP = { pitch: 660, seconds: 0.18, volume: 0.15 };

export class Alerts {
  #sound = byId('alert-sound', HTMLInputElement);
  #notification = byId('alert-notification', HTMLInputElement);
  /** @type {AudioContext | null} browsers allow sound only after a click */
  #audio = null;

  constructor() {
    this.#sound.checked = localStorage.getItem(`${STORED}sound`) === 'on';
    this.#sound.addEventListener('change', () => {
      localStorage.setItem(`${STORED}sound`, this.#sound.checked ? 'on' : 'off');
      this.#beep();
    });
    const granted = globalThis.Notification?.permission === 'granted';
    const wanted = localStorage.getItem(`${STORED}notification`) === 'on';
    this.#notification.checked = granted && wanted;
    this.#notification.addEventListener('change', () => void this.#agree());
  }

  /** @param {number} count of those who expect something */
  count(count) {
    document.title = count ? `(${count}) ${TITLE}` : TITLE;
  }

  /** @param {string} text without anything personal: a screen may be seen by others */
  call(text) {
    this.#beep();
    if (!this.#notification.checked || document.hasFocus()) return;
    const notification = new Notification('Chorale', { body: text, tag: 'chorale-desk', lang: 'fr' });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
  }

  async #agree() {
    const wanted = this.#notification.checked;
    const answer = wanted ? await globalThis.Notification?.requestPermission() : 'denied';
    const granted = answer === 'granted';
    this.#notification.checked = granted;
    localStorage.setItem(`${STORED}notification`, granted ? 'on' : 'off');
    const refused = wanted && !granted;
    byId('alert-refused', HTMLElement).textContent = refused
      ? 'Le navigateur refuse les notifications de ce site.'
      : '';
  }

  #beep() {
    if (!this.#sound.checked) return;
    this.#audio ??= new AudioContext();
    if (this.#audio.state === 'suspended') void this.#audio.resume();
    const now = this.#audio.currentTime;
    const wave = new OscillatorNode(this.#audio, { frequency: BEEP.pitch });
    const volume = new GainNode(this.#audio, { gain: BEEP.volume });
    volume.gain.exponentialRampToValueAtTime(0.001, now + BEEP.seconds);
    wave.connect(volume).connect(this.#audio.destination);
    wave.start(now);
    wave.stop(now + BEEP.seconds);
  }
}
