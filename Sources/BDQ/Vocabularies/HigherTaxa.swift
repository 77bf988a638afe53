/// Names of high ranks, as the GBIF Backbone Taxonomy (doi.org/10.15468/39omei) has them to our knowledge. Put together by
/// hand, not taken from a release of it.
///
/// Kingdoms are complete. Of phyla and classes the accepted names of large groups are here; that a name is not among
/// them proves nothing. Facts.
enum HigherTaxa {
    static let kingdoms: Set<String> = [
        "Animalia", "Archaea", "Bacteria", "Chromista", "Fungi", "Plantae", "Protozoa", "Viruses", "incertae sedis",
    ]
    static let phyla: Set<String> = words(
        """
        Acanthocephala Annelida Arthropoda Brachiopoda Bryozoa Cephalorhyncha Chaetognatha Chordata Cnidaria Ctenophora
        Cycliophora Dicyemida Echinodermata Entoprocta Gastrotricha Gnathostomulida Hemichordata Micrognathozoa Mollusca
        Myxozoa Nematoda Nematomorpha Nemertea Onychophora Orthonectida Phoronida Placozoa Platyhelminthes Porifera Rotifera
        Sipuncula Tardigrada Xenacoelomorpha Anthocerotophyta Bryophyta Charophyta Chlorophyta Glaucophyta Marchantiophyta
        Rhodophyta Tracheophyta Ascomycota Basidiomycota Blastocladiomycota Chytridiomycota Cryptomycota
        Entomophthoromycota Glomeromycota Microsporidia Mucoromycota Neocallimastigomycota Zoopagomycota Zygomycota
        Bigyra Cercozoa Ciliophora Cryptophyta Foraminifera Haptophyta Heliozoa Myzozoa Ochrophyta Oomycota Sagenista
        Acritarcha Amoebozoa Choanozoa Euglenozoa Loukozoa Metamonada Microsporidia Mycetozoa Percolozoa Picozoa Sulcozoa
        Crenarchaeota Euryarchaeota Nanoarchaeota Thaumarchaeota Korarchaeota Acidobacteriota Actinobacteriota Aquificota
        Bacteroidota Chlamydiota Chloroflexota Cyanobacteria Deinococcota Firmicutes Fusobacteriota Planctomycetota
        Proteobacteria Spirochaetota Verrucomicrobiota
        """)
    static let classes: Set<String> = words(
        """
        Actinopterygii Amphibia Anthozoa Arachnida Ascidiacea Asteroidea Aves Bivalvia Branchiopoda Calcarea Cephalopoda
        Chilopoda Clitellata Collembola Copepoda Crinoidea Demospongiae Diplopoda Diplura Echinoidea Elasmobranchii
        Gastropoda Holocephali Holothuroidea Hydrozoa Insecta Malacostraca Mammalia Maxillopoda Merostomata Myxini
        Ophiuroidea Ostracoda Pauropoda Polychaeta Polyplacophora Protura Pycnogonida Reptilia Scaphopoda Scyphozoa
        Symphyla Thecostraca Cestoda Trematoda Monogenea Turbellaria Chromadorea Enoplea Cubozoa Staurozoa Hexactinellida
        Eurotatoria Eutardigrada Heterotardigrada Gymnolaemata Phylactolaemata Stenolaemata Lingulata Rhynchonellata
        Bryopsida Cycadopsida Ginkgoopsida Gnetopsida Jungermanniopsida Liliopsida Lycopodiopsida Magnoliopsida
        Marchantiopsida Pinopsida Polypodiopsida Polytrichopsida Sphagnopsida Andreaeopsida Takakiopsida Haplomitriopsida
        Anthocerotopsida Charophyceae Chlorophyceae Florideophyceae Trebouxiophyceae Ulvophyceae Bangiophyceae
        Zygnematophyceae Conjugatophyceae Phaeophyceae Bacillariophyceae Chrysophyceae Xanthophyceae Dinophyceae
        Coscinodiscophyceae Agaricomycetes Dothideomycetes Eurotiomycetes Lecanoromycetes Leotiomycetes Pezizomycetes
        Pucciniomycetes Sordariomycetes Tremellomycetes Ustilaginomycetes Exobasidiomycetes Dacrymycetes Arthoniomycetes
        Laboulbeniomycetes Orbiliomycetes Saccharomycetes Taphrinomycetes Geoglossomycetes Lichinomycetes Glomeromycetes
        Myxomycetes Gammaproteobacteria Alphaproteobacteria Bacilli Clostridia Actinobacteria Cyanobacteriia
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    /// A word that can be a name above the species: Latin letters, only the first a capital.
    static func canBeName(_ text: String) -> Bool {
        text.count > 1 && text.first.map { $0.isLetter && $0.isUppercase } == true
            && text.dropFirst().allSatisfy { ($0.isLetter && $0.isLowercase) || $0 == "-" }
    }

    /// A text that can be a scientific name: it begins with a name above the species and has no epithet cut short, with
    /// which it would mean several.
    static func canBeScientificName(_ text: String) -> Bool {
        let words = text.split(separator: " ").map { String($0.drop { $0 == "×" }) }.filter { !$0.isEmpty }
        guard let first = words.first, canBeName(first) else { return false }
        let isCutShort = words.count == 2 && words[1].hasSuffix(".") && words[1].first?.isLetter == true
        return !isCutShort || authors.contains(words[1])
    }

    /// Abbreviations of authors who named many genera (IPNI, standard forms), so that "Abies Mill." is a name.
    private static let authors = words(
        """
        L. Ach. Adans. Benth. Boiss. Cass. DC. Desf. Dumort. Ehrh. Endl. Fr. Gaertn. Hedw. Hook. Juss. Lam. Less. Lindl.
        Lour. Mart. Medik. Michx. Mill. Neck. Nutt. P.Beauv. Pers. Pursh. R.Br. Raf. Rchb. Rich. Rupr. Salisb. Schltdl.
        Schott. Schrad. Scop. Ser. Sw. Thunb. Torr. Tourn. Vahl. Vent. Willd.
        """)

    /// One letter other, one too many or too few, or two exchanged.
    static func differByOneLetter(_ left: String, _ right: String) -> Bool {
        let a = Array(left)
        let b = Array(right)
        guard abs(a.count - b.count) <= 1, min(a.count, b.count) >= 6 else { return false }
        let same = zip(a, b).prefix { $0 == $1 }.count
        if a.count != b.count {
            let (long, short) = a.count > b.count ? (a, b) : (b, a)
            return Array(long[(same + 1)...]) == Array(short[same...])
        }
        guard same < a.count else { return false }
        if a[(same + 1)...] == b[(same + 1)...] { return true }
        return same + 1 < a.count && a[same] == b[same + 1] && a[same + 1] == b[same]
            && a[(same + 2)...] == b[(same + 2)...]
    }

    /// Families of animals end in -idae, of plants, fungi and prokaryotes in -aceae (or one of eight old names), of viruses
    /// in -viridae; satellites and viroids have endings of their own.
    static func canBeFamily(_ text: String) -> Bool {
        let old: Set<String> = [
            "Compositae", "Cruciferae", "Gramineae", "Guttiferae", "Labiatae", "Leguminosae", "Palmae", "Umbelliferae",
        ]
        return canBeName(text)
            && (["idae", "aceae", "satellitidae", "viroidae"].contains { text.hasSuffix($0) } || old.contains(text))
    }
}
