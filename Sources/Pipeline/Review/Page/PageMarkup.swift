/// The fixed part of the page.
enum PageMarkup {
    static let text = #"""
        <header>
        <div class="kop">
        <h1>Te beoordelen waarnemingen</h1>
        <p id="herkomst" class="klein"></p>
        </div>
        <form id="wie" class="wie" autocomplete="off">
        <label>Rol <input id="rol" maxlength="40" size="12" spellcheck="false" placeholder="validator" aria-describedby="wie-uitleg"></label>
        <label>Pseudoniem <input id="pseudoniem" maxlength="40" size="12" spellcheck="false" placeholder="val-017" aria-describedby="wie-uitleg"></label>
        <span id="wie-uitleg" class="klein">elk één woord; geen naam of adres</span>
        </form>
        <div class="bewaren">
        <button type="button" id="opslaan" class="hoofd">Opslaan <kbd>s</kbd></button>
        <span id="stand" class="klein"></span>
        </div>
        </header>
        <p id="bericht" class="bericht" role="status" aria-live="polite"></p>
        <noscript><p class="bericht">Deze pagina werkt alleen met JavaScript; er gaat niets over het netwerk.</p></noscript>
        <div class="vlak">
        <section class="links" aria-label="Werklijst">
        <form id="filters" class="filters" autocomplete="off">
        <label>Soortgroep <select id="f-soortgroep"></select></label>
        <label>Regel <select id="f-regel"></select></label>
        <label>Provincie <select id="f-provincie"></select></label>
        <label>Leverancier <select id="f-leverancier"></select></label>
        <label>Oordeel <select id="f-oordeel"></select></label>
        <label>Volgorde <select id="volgorde"><option value="">dringendste eerst</option><option value="soort">op soort</option><option value="datum">op datum</option></select></label>
        <label class="breed">Zoeken <input id="zoek" type="search" placeholder="naam of identiteit"></label>
        <div class="breed rij"><span id="aantal" class="klein" aria-live="polite"></span><button type="reset" id="wis-filters">Alles tonen</button></div>
        </form>
        <div id="lijst" class="lijst" role="listbox" tabindex="0" aria-label="Waarnemingen"><div id="lijst-inhoud"></div></div>
        </section>
        <main id="detail" class="detail" aria-label="Waarneming" hidden>
        <div class="titel">
        <h2><span id="naam"></span> <i id="wetenschappelijk"></i></h2>
        <p id="kort"></p>
        </div>
        <section class="oordeel" aria-label="Oordeel">
        <div class="rij">
        <label class="reden">Reden <input id="reden" maxlength="2000" list="redenen" placeholder="waarom, in een zin; geen namen"></label>
        <datalist id="redenen"></datalist>
        <label class="vinkje"><input id="vasthouden" type="checkbox"> vasthouden</label>
        </div>
        <div class="rij" id="knoppen"></div>
        <p id="gegeven" class="gegeven"></p>
        </section>
        <section aria-label="Waarom deze waarneming hier staat">
        <h3>Aandachtspunten</h3>
        <ul id="punten"></ul>
        <div id="eerder-vak" hidden><h3>Eerdere oordelen</h3><ul id="eerder"></ul></div>
        </section>
        <div class="kolommen">
        <section aria-label="Plaats">
        <div class="rij"><h3>Plaats</h3><div id="zoom" class="zoom" role="group" aria-label="Kaart"></div></div>
        <div id="kaart" class="kaart"></div>
        <p id="kaart-tekst" class="klein"></p>
        <ul class="legenda klein" aria-label="Legenda van de kaart">
        <li><span class="staal waarneming"></span>deze waarneming, met onnauwkeurigheid</li>
        <li><span class="staal bekend"></span>hokken waaruit de soort volgens het regelpakket bekend is</li>
        <li><span class="staal weinig"></span><span class="staal meer"></span><span class="staal veel"></span>uurhokken met 1–4, 5–49, 50 of meer goedgekeurde waarnemingen</li>
        </ul>
        </section>
        <section aria-label="Tijd van het jaar">
        <h3>Tijd van het jaar</h3>
        <div id="seizoen" class="seizoen"></div>
        <p id="seizoen-tekst" class="klein"></p>
        <h3>Gegevens</h3>
        <table><tbody id="feiten"></tbody></table>
        </section>
        </div>
        </main>
        <p id="leeg" class="leeg" hidden>Geen waarneming voldoet aan deze filters.</p>
        </div>
        <footer>
        <details id="uitleg"><summary>Uitleg en toetsen <kbd>?</kbd></summary>
        <div id="toetsen"></div>
        <label class="vinkje"><input id="sneltoetsen" type="checkbox" checked> sneltoetsen aan</label>
        </details>
        </footer>
        """#
}
