# A page for every topic, department and person, and a feed for every department, which Jekyll has no pages for.
module Bench
  class Lists < Jekyll::Generator
    KINDS = {
      "topics" => ->(story) { story.data["topics"] },
      "departments" => ->(story) { [story.data["department"]] },
      "people" => ->(story) { [story.data["author"]] }
    }.freeze

    def generate(site)
      newest = site.collections["stories"].docs.sort_by(&:date).reverse
      page(site, "", "index.html", "layout" => "list", "title" => site.config["title"], "stories" => newest.first(30))
      page(site, "archive", "index.html", "layout" => "list", "title" => "Archive", "stories" => newest)
      page(site, "feeds", "stories.atom", "layout" => "feed", "title" => site.config["title"], "stories" => newest.first(30))
      KINDS.each do |kind, names|
        groups = Hash.new { |found, name| found[name] = [] }
        newest.each { |story| names.call(story).each { |name| groups[name] << story } }
        counts = groups.sort.map { |name, stories| { "name" => name, "total" => stories.size } }
        page(site, kind, "index.html", "layout" => "counted", "title" => kind.capitalize, "folder" => kind, "counts" => counts)
        groups.each do |name, stories|
          folder = "#{kind}/#{Jekyll::Utils.slugify(name)}"
          page(site, folder, "index.html", "layout" => "list", "title" => name, "stories" => stories)
          next unless kind == "departments"

          page(site, folder, "feed.atom", "layout" => "feed", "title" => name, "stories" => stories.first(30))
        end
      end
    end

    def page(site, folder, name, data)
      made = Jekyll::PageWithoutAFile.new(site, site.source, folder, name)
      made.data.merge!(data)
      site.pages << made
    end
  end
end
