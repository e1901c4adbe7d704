const webkitSystems = [
  "Windows NT 6.1; WOW64",
  "Windows NT 5.1",
  "Windows NT 6.3; WOW64",
  "Macintosh; Intel Mac OS X 10_9_4",
  "Macintosh; Intel Mac OS X 10_10_0",
  "X11; Linux x86_64",
];
const chromeVersions = ["36.0.1985.143", "36.0.1985.125", "37.0.2062.94", "35.0.1916.153"];
const safariVersions = [
  ["10_9_4", "537.78.2", "7.0.6"],
  ["10_9_3", "537.75.14", "7.0.3"],
  ["10_6_8", "534.59.10", "5.1.9"],
];
const geckoSystems = [
  "Windows NT 6.1; WOW64",
  "Windows NT 5.1",
  "Macintosh; Intel Mac OS X 10.9",
  "X11; Linux x86_64",
];

/** Browsers of 2014, still about in 2018; those of the WebKit family arrive in literal double quotes. */
export const userAgents: readonly string[] = [
  ...webkitSystems.flatMap((system) =>
    chromeVersions.map(
      (version) =>
        `"Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36"`,
    ),
  ),
  ...safariVersions.map(
    ([system, webkit, version]) =>
      `"Mozilla/5.0 (Macintosh; Intel Mac OS X ${system}) AppleWebKit/${webkit} (KHTML, like Gecko) Version/${version} Safari/${webkit}"`,
  ),
  ...["7_1_1", "7_1_2"].map(
    (system) =>
      `"Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/537.51.2 (KHTML, like Gecko) Version/7.0 Mobile/11D257 Safari/9537.53"`,
  ),
  ...geckoSystems.flatMap((system) =>
    ["31.0", "30.0"].map(
      (version) => `Mozilla/5.0 (${system}; rv:${version}) Gecko/20100101 Firefox/${version}`,
    ),
  ),
  "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
  "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)",
];
