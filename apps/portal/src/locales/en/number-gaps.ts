export const numberGaps = {
  numberGaps: {
    title: 'Numbers left out',
    intro: 'After an older backup was restored, numbers that stand on documents sent before are not given out again. No other gap in a series is accepted.',
    series: 'Series',
    invoice: 'Invoices',
    'credit-note': 'Credit notes',
    lease: 'Contracts',
    numbers: 'Numbers',
    range: '{{first}} to {{last}}',
    reason: 'Reason',
    by: 'Recorded by',
    at: 'Recorded',
    none: 'No number was ever left out',
  },
};
