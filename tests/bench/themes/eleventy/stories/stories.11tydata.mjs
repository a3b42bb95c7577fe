// What all stories have in common.
export default {
  layout: "story.njk",
  permalink: ({ page }) => `/stories/${page.fileSlug}/index.html`,
};
