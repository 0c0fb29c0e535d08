/** What is measured of carriers, outages that are taken back, and the parts of a supposition. */
export const measured = {
  planLateFees: { hint: 'What delay costs, for every lease that is signed on this version. Left empty: nothing. Something else can be agreed for each lease.' },
  whatIfParts: { rent: 'Rent', calls: 'Calls' },
  withdrawal: {
    title: 'Withdraw an outage',
    open: 'Withdraw',
    submit: 'Withdraw',
    done: 'The outage is withdrawn.',
    consequence: 'The outage counts for nothing any more: no credit, and no loss of availability. What was given back for it stays given back.',
    keep: 'Leases that were credited keep their credit',
    keepHint: 'Needed where some leases have been credited already: it is then withdrawn for the others.',
    by: 'withdrawn by {{by}}: {{reason}}',
    short: 'withdrawn: {{reason}}',
  },
  carrierWatch: {
    title: 'Carriers, as measured',
    intro: 'Every carrier with seats is asked four times a minute. Three failures in a row are an outage from the first of them on; more than a minute becomes an outage of everybody it carries, without the time that was maintenance. Time in which nobody asked counts as nothing.',
    carrier: 'Carrier',
    goesOn: 'goes on',
    causeTitle: 'Cause',
    cause: { unreachable: 'could not be reached', unavailable: 'did not serve us', refused: 'refused us' },
    emptyTitle: 'Every carrier was there',
    emptyHint: 'Times in which a carrier cannot be reached stand here.',
    outNow: '{{carrier}} cannot be reached since {{since}}',
    consequence: 'Its seats cannot call. When it is back, those whom it carries are credited, unless it is maintenance.',
    measuredBy: 'measured',
  },
};
