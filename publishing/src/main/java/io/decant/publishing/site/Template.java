package io.decant.publishing.site;

/** What all pages have around their content. */
record Template(String text) {
  /**
   * Returns a page.
   *
   * @param up from the page to the site's root, such as {@code ../}; empty there
   * @param api whether there is Javadoc to link to
   */
  String fill(String title, String up, boolean api, String content) {
    String javadoc = api ? "<a href=\"" + up + "api/index.html\">Javadoc</a>" : "";
    return text.replace("{title}", Headings.escape(title))
        .replace("{javadoc}", javadoc)
        .replace("{up}", up)
        .replace("{content}", content);
  }
}
