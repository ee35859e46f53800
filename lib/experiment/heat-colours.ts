/** Colours of the difference pictures from no difference to full scale, evenly spaced, sRGB: ten samples of matplotlib's inferno (CC0, bids.github.io/colormap), whose lightness rises evenly. */
export const HEAT_COLOURS = ["#000004", "#1b0c41", "#4a0c6b", "#781c6d", "#a52c60", "#cf4446", "#ed6925", "#fb9b06", "#f7d13d", "#fcffa4"] as const;
