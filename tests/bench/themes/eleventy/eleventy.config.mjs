// Eleventy as it comes, with the lists and the addresses that all generators print here.
const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const newestFirst = (api) => api.getFilteredByGlob("stories/**/*.md").sort((one, other) => other.date - one.date);

const grouped = (namesOf) => (api) => {
  const groups = new Map();
  for (const story of newestFirst(api)) {
    for (const name of namesOf(story.data)) {
      if (!groups.has(name)) groups.set(name, { name, slug: slug(name), stories: [] });
      groups.get(name).stories.push(story);
    }
  }
  return [...groups.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
};

export default function (config) {
  config.addCollection("stories", newestFirst);
  config.addCollection("topics", grouped((data) => data.topics));
  config.addCollection("departments", grouped((data) => [data.department]));
  config.addCollection("people", grouped((data) => [data.author]));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("moment", (date) => date.toISOString());
  config.addFilter("place", slug);
  config.addFilter("first", (list, most) => list.slice(0, most));
  return {
    dir: { output: "output" },
    markdownTemplateEngine: false, // a story is Markdown and nothing else, which is quicker
    htmlTemplateEngine: "njk",
  };
}
