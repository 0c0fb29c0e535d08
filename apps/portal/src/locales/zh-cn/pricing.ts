/** 租金价格：阶梯、折扣、免费坐席、一次性费用。 */
export const pricing = {
  pricing: {
    tier: {
      graduated: '第 {{from}} 至 {{through}} 个坐席：每个 {{price}}。',
      graduatedOpen: '第 {{from}} 个坐席起：每个 {{price}}。',
      volume: '坐席总数 {{from}} 至 {{through}} 个：每个 {{price}}。',
      volumeOpen: '坐席总数 {{from}} 个及以上：每个 {{price}}。',
    },
    free: '这些坐席免租金。',
    discount: '按租期优惠 {{percent}}%，原价 {{price}}。',
    fee: '一次性费用：只收一次，不退还。',
  },
};
