import Foundation

/// Python that opens a page from disk in a headless Chromium without a network, and clicks and types as a person does.
enum BrowserScript {
    /// `page` is the opened page; `seen` is printed as JSON when the script ends, with what went wrong on the page and what
    /// it asked for. Arguments begin at `sys.argv[3]`.
    private static let open = """
        import csv, io, json, sys
        from playwright.sync_api import sync_playwright, expect

        # A machine that is busy with other tests may be slow.
        expect.set_options(timeout=30000)

        def number(text):
            return int(''.join(c for c in text if c.isdigit()))

        def options(page, name):
            # 'Gelderland (3)' by label
            texts = page.locator(f'#f-{name} option').all_text_contents()
            return {t.rsplit(' (', 1)[0]: number(t.rsplit(' (', 1)[1]) for t in texts}

        def choose(page, name, label):
            value = page.locator(f'#f-{name} option').filter(has_text=label).first.get_attribute('value')
            page.locator(f'#f-{name}').select_option(value)

        def save(page, path):
            with page.expect_download() as download:
                page.locator('#opslaan').click()
            download.value.save_as(path)

        seen = {'errors': [], 'foreign': []}
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=sys.argv[1], args=['--no-sandbox'])
            context = browser.new_context(viewport={'width': 1400, 'height': 950}, offline=True, accept_downloads=True)
            page = context.new_page()
            page.set_default_timeout(30000)
            page.on('console', lambda m: m.type == 'error' and seen['errors'].append(m.text))
            page.on('pageerror', lambda e: seen['errors'].append(str(e)))
            page.on('dialog', lambda d: (seen['errors'].append('dialog: ' + d.message), d.dismiss()))
            page.on('request', lambda r: r.url.startswith(('file:', 'blob:')) or seen['foreign'].append(r.url))
            page.goto('file://' + sys.argv[2])
            page.wait_for_selector('READY')

        """

    private static let close = """

            browser.close()
        print(json.dumps(seen))
        """

    /// - Parameters:
    ///   - steps: Python; what it finds goes into `seen`.
    ///   - ready: selector of what is there once the page can be used.
    static func run<Seen: Decodable>(
        _ page: String, _ steps: String, _ arguments: String..., ready: String = "body[data-ready]"
    ) throws -> Seen {
        let open = Self.open.replacingOccurrences(of: "READY", with: ready)
        let indented = steps.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
        return try ProgramRun.of(
            Surroundings.python, ["-c", open + indented + close, Surroundings.browser, page] + arguments
        ).expecting(0).decoded()
    }
}
