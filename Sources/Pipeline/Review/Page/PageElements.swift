/// Making elements. Texts only ever become text: no part of the script writes markup.
enum PageElements {
    static let script = #"""
        const $ = id => document.getElementById(id);
        function element(name, attributes, ...children) {
          const made = document.createElement(name);
          for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
          made.append(...children);
          return made;
        }
        function shape(name, attributes, ...children) {
          const made = document.createElementNS('http://www.w3.org/2000/svg', name);
          for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
          made.append(...children);
          return made;
        }
        const say = text => { $('bericht').textContent = text; };
        const number = value => value.toLocaleString('nl-NL');
        // An address that a supplier gave is a link only when it is one of the web.
        function linked(text) {
          if (!/^https?:\/\/[^\s"'<>]+$/i.test(text)) return document.createTextNode(text);
          return element('a', { href: text, target: '_blank', rel: 'noopener noreferrer' }, text);
        }
        """#
}
