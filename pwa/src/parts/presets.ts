// The short ways into a contact. Apart from the form, for the worker's home lists them before the form is fetched.
/** The three commonest, as far as a tap can know them. A seller's age is never guessed: it may be a child's. */
export const PRESETS = {
  buyer: {
    roles: ['BUYER'],
    age: 'A21P',
    band: 'ADULT_UNK',
    offers: [{ code: 'KAST', response: null }],
    not_offered: null,
  },
  seller: { roles: ['SELLER'], offers: [{ code: 'SOC_LINK', response: null }], not_offered: null },
  left: { roles: ['OTHER'], age: 'UNK', band: 'UNK', offers: [], not_offered: 'LEFT' },
} as const satisfies Record<string, unknown>;
export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

/** Does the unit offer what this one writes? `services`: null where it offers all. */
export function isOffered(name: Preset, services: readonly string[] | null): boolean {
  return services === null || PRESETS[name].offers.every(({ code }) => services.includes(code));
}
