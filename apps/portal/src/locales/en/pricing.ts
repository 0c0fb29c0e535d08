/** What rent costs: tiers, discounts, free seats, fees. */
export const pricing = {
  pricing: {
    tier: {
      graduated: 'Seats {{from}} to {{through}}: {{price}} each.',
      graduatedOpen: 'From seat {{from}} on: {{price}} each.',
      volume: 'With {{from}} to {{through}} seats: {{price}} each.',
      volumeOpen: 'With {{from}} seats or more: {{price}} each.',
    },
    free: 'These seats are free of rent.',
    discount: 'Less {{percent}} % for the length of the term, from {{price}}.',
    fee: 'A one-off fee: charged once, earned at once, not refunded.',
  },
};
