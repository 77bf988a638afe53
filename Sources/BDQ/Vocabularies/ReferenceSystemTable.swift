/// Codes of the EPSG dataset v10.076 that name a horizontal reference: 623 geographic 2D systems, 608 datums, 55 ellipsoids.
/// Facts of the EPSG Geodetic Parameter Dataset (IOGP).
enum ReferenceSystemTable {
    static let geographicSystems = """
        3819 3821 3824 3889 3906 4001-4016 4018-4025 4027-4036 4041-4047 4052-4055 4075 4081 4120-4176 4178-4185 \
        4188-4216 4218-4289 4291-4304 4306-4319 4322 4324 4326 4463 4470 4475 4483 4490 4555 4558 4600-4646 \
        4657-4765 4801-4811 4813-4821 4823-4824 4901-4904 5013 5132 5228-5229 5233 5246 5252 5264 5324 5340 5354 \
        5360 5365 5371 5373 5381 5393 5451 5464 5467 5489 5524 5527 5546 5561 5593 5681 5886 6135 6207 6311 6318 \
        6322 6325 6365 6668 6706 6783 6881-6883 6892 6894 6980 6983 6987 6990 7035 7037 7039 7041 7073 7084 7086 \
        7088 7133 7136 7139 7373 7683 7686 7798 7844 7881 7886 8042-8043 8086 8232 8237 8240 8246 8249 8252 8255 \
        8351 8427-8428 8431 8449 8545 8685 8694 8699 8818 8860 8888 8900 8902 8907 8949 8972-9000 9003 9006 9009 \
        9012 9014 9017 9019 9053-9057 9059-9069 9072 9075 9140 9148 9153 9184 9248 9251 9253 9294 9299 9309 9333 \
        9364 9372 9380 9384 9403 9453 9470 9474-9475 9547 9696 9702 9739 9755 9758 9763 9777 9779 9782 9784 9866 \
        9871 9939 9964 9969 9974 9990 20033 20041
        """

    static let datums = """
        1024-1026 1029 1031-1038 1041-1048 1052-1053 1055-1058 1060-1078 1081 1095 1100 1111-1118 1120 1128 \
        1132-1133 1135-1139 1141-1145 1147 1152-1160 1165-1168 1173-1174 1178-1189 1191-1198 1201 1204 1206-1209 \
        1211-1212 1214 1217-1218 1220-1221 1223 1225 1227-1249 1251-1254 1257-1259 1263-1264 1266 1268 1271-1273 \
        1286 1289 1291 1293 1295 1304-1305 1308-1315 1317 1319-1322 1324 1327 6001-6016 6018-6022 6024-6025 \
        6027-6036 6041-6045 6047 6052-6055 6120-6176 6178-6185 6188-6216 6218-6289 6291-6304 6306-6319 6322 6324 \
        6326 6600-6616 6618-6661 6663-6668 6670-6765 6801-6811 6813-6821 6896 6901-6904
        """

    static let ellipsoids = """
        1024-1026 7001-7016 7018-7022 7024-7025 7027-7036 7041-7059
        """

    /// Names of geographic systems, then of datums and of ellipsoids, each with its code.
    static let names = """
        AGD66|4202;AGD84|4203;ATF (Paris)|4901;ATRF2014|9309
        ATS77|4122;AbInvA96_2020 Intermediate Reference Frame|1273;AbInvA96_2020-IRF|9384;Abidjan 1987|4143
        Accra|4168;Aden 1925|6881;Adindan|4201;Afgooye|4205
        Agadez|4206;Ain el Abd|4204;Ain el Abd 1970|6204;Airy 1830|7001
        Airy Modified 1849|7002;Albanian 1987|4191;American Samoa 1962|4169;Amersfoort|4289
        Ammassalik 1958|4196;Ancienne Triangulation Francaise (Paris)|6901;Anguilla 1957|4600;Antigua 1943|4601
        Aratu|4208;Arc 1950|4209;Arc 1960|4210;Ascension Island 1958|4712
        Astro DOS 71|4710;Australian Antarctic|4176;Australian Antarctic Datum 1998|6176;Australian Geodetic Datum 1966|6202
        Australian Geodetic Datum 1984|6203;Australian National Spheroid|7003;Australian Terrestrial Reference Frame 2014|1291;Autonomous Regions of Portugal 2008|1041
        Average Terrestrial System 1977|6122;Ayabelle Lighthouse|4713;Azores Central 1948|4183;Azores Central 1995|4665
        Azores Central Islands 1948|6183;Azores Central Islands 1995|6665;Azores Occidental 1939|4182;Azores Occidental Islands 1939|6182
        Azores Oriental 1940|4184;Azores Oriental 1995|4664;Azores Oriental Islands 1940|6184;Azores Oriental Islands 1995|6664
        BD50|4215;BD50 (Brussels)|4809;BD72|4313;BDA2000|4762
        BGS2005|7798;Barbados 1938|4212;Batavia|4211;Batavia (Jakarta)|4813
        Beduaram|4213;Beijing 1954|4214;Bekaa Valley 1920|6882;Bellevue|4714
        Bermuda 1957|4216;Bermuda 2000|6762;Bern 1898 (Bern)|4801;Bern 1938|4306
        Bessel 1841|7004;Bessel Modified|7005;Bessel Namibia (GLM)|7046;Bhutan National Geodetic Datum|1058
        Bioko|6883;Bissau|4165;Bogota 1975|4218;Bogota 1975 (Bogota)|4802
        Bukit Rimpah|4219;Bulgaria Geodetic System 2005|1167;CGCS2000|1024;CGRS93|6311
        CH1903|4149;CH1903 (Bern)|6801;CH1903+|4150;CHTRS95|4151
        CIGD11|6135;CR-SIRGAS|8907;CR05|5365;CSG67|4623
        Cadastre 1997|4475;Camacupa 1948|4220;Camacupa 2015|8694;Camp Area Astro|4715
        Campo Inchauspe|4221;Cape|4222;Cape Canaveral|4717;Carthage|4223
        Carthage (Paris)|4816;Cayman Islands Geodetic Datum 2011|1100;Centre Spatial Guyanais 1967|6623;Chatham Islands 1971|4672
        Chatham Islands 1979|4673;Chatham Islands Datum 1971|6672;Chatham Islands Datum 1979|6673;China 2000|1043
        China Geodetic Coordinate System 2000|4490;Chos Malal 1914|4160;Chua|4224;Clarke 1858|7007
        Clarke 1866|7008;Clarke 1866 Authalic Sphere|7052;Clarke 1880|7034;Clarke 1880 (Arc)|7013
        Clarke 1880 (Benoit)|7010;Clarke 1880 (IGN)|7011;Clarke 1880 (RGS)|7012;Clarke 1880 (SGA 1922)|7014
        Clarke 1880 (international foot)|7055;Cocos Islands 1965|4708;Combani 1950|4632;Conakry 1905|4315
        Congo 1960 Pointe Noire|6282;Corrego Alegre 1961|5524;Corrego Alegre 1970-72|4225;Costa Rica 2005|1065
        Croatian Terrestrial Reference System|6761;Cyprus Geodetic Reference System 1993|1112;DB_REF|5681;DGN95|4755
        DHDN|4314;DRUKREF 03|5264;Dabola 1981|4155;Danish 1876|7051
        Datum 73|4274;Datum Geodesi Nasional 1995|6755;Dealul Piscului 1930|4316;Deception Island|4736
        Deir ez Zor|4227;Deutsche Bahn Reference System|1081;Deutsches Hauptdreiecksnetz|6314;Diego Garcia 1969|4724
        Dominica 1945|4602;Douala 1948|4192;EBBWV14 Intermediate Reference Frame|1319;EBBWV14-IRF|9939
        ECML14_NB Intermediate Reference Frame|1310;ECML14_NB-IRF|9758;ED50|4230;ED50(ED77)|4154
        ED79|4668;ED87|4231;ELD79|4159;EOS21 Intermediate Reference Frame|1308
        EOS21-IRF|9739;EST92|4133;EST97|4180;ETRF2000|9067
        ETRF2000 Poland|1305;ETRF2000-PL|9702;ETRF2005|9068;ETRF2014|9069
        ETRF89|9059;ETRF90|9060;ETRF91|9061;ETRF92|9062
        ETRF93|9063;ETRF94|9064;ETRF96|9065;ETRF97|9066
        ETRS89|4258;EWR2 Intermediate Reference Frame|1311;EWR2-IRF|9763;Easter Island 1967|4719
        Egypt 1907|4229;Egypt 1930|4199;Egypt Gulf of Suez S-650 TL|4706;Estonia 1992|6133
        Estonia 1997|6180;European Datum 1950|6230;European Datum 1950(1977)|6154;European Datum 1979|6668
        European Datum 1987|6231;European Libyan Datum 1979|6159;European Terrestrial Reference Frame 1989|1178;European Terrestrial Reference Frame 1990|1179
        European Terrestrial Reference Frame 1991|1180;European Terrestrial Reference Frame 1992|1181;European Terrestrial Reference Frame 1993|1182;European Terrestrial Reference Frame 1994|1183
        European Terrestrial Reference Frame 1996|1184;European Terrestrial Reference Frame 1997|1185;European Terrestrial Reference Frame 2000|1186;European Terrestrial Reference Frame 2005|1204
        European Terrestrial Reference Frame 2014|1206;European Terrestrial Reference System 1989 ensemble|6258;Everest (1830 Definition)|7042;Everest 1830 (1937 Adjustment)|7015
        Everest 1830 (1962 Definition)|7044;Everest 1830 (1967 Definition)|7016;Everest 1830 (1975 Definition)|7045;Everest 1830 (RSO 1969)|7056
        Everest 1830 Modified|7018;FD54|4741;FD58|4132;FEH2010|5593
        FNL22 Intermediate Reference Frame|1321;FNL22-IRF|9974;Fahud|4232;Faroe Datum 1954|6741
        Fatu Iva 72|4688;Fehmarnbelt Datum 2010|1078;Fiji 1956|4721;Fiji 1986|4720
        Fiji Geodetic Datum 1986|6720;Final Datum 1958|6132;Fort Marigot|4621;GBK19 Intermediate Reference Frame|1289
        GBK19-IRF|9453;GCGD59|4723;GDA2020|7844;GDA94|4283
        GDBD2009|5246;GDM2000|4742;GEM 10C|7031;GGRS87|4121
        GR96|4747;GRS 1967|7036;GRS 1967 Modified|7050;GRS 1980|7019
        GRS 1980 Authalic Sphere|7048;GSK-2011|7683;Gambia|6894;Gan 1970|4684
        Garoua|4197;Geocentric Datum Brunei Darussalam 2009|1056;Geocentric Datum of Australia 1994|6283;Geocentric Datum of Australia 2020|1168
        Geocentric datum of Korea|6737;Geodetic Datum of 1965|6300;Geodetic Datum of Malaysia 2000|6742;Geodezicheskaya Sistema Koordinat 2011|1159
        Grand Cayman Geodetic Datum 1959|6723;Grand Comoros|4646;Greek|4120;Greek (Athens)|4815
        Greek Geodetic Reference System 1987|6121;Greenland 1996|6747;Grenada 1953|4603;Guadeloupe 1948|4622
        Guam 1963|4675;Gulshan 303|4682;Gunung Segara|6613;Gunung Segara (Jakarta)|6820
        Gusterberg (Ferro)|8042;HD1909|3819;HD72|4237;HS2 Intermediate Reference Frame|1264
        HS2-IRF|9299;HTRS96|4761;HULLEE13 Intermediate Reference Frame|1317;HULLEE13-IRF|9964
        Hanoi 1972|4147;Hartebeesthoek94|4148;Helle 1954|4660;Helmert 1906|7020
        Herat North|4255;Hito XVIII 1963|4254;Hjorsey 1955|4658;Hong Kong 1963|4738
        Hong Kong 1963(67)|4739;Hong Kong 1980|4611;Hong Kong Geodetic|1209;Hong Kong Geodetic CS|8427
        Hough 1960|7053;Hu Tzu Shan 1950|4236;Hughes 1980|7058;Hungarian Datum 1909|1024
        Hungarian Datum 1972|6237;IAG 1975|7049;ID74|4238;IG05 Intermediate CRS|6983
        IG05 Intermediate Datum|1142;IG05/12 Intermediate CRS|6990;IG05/12 Intermediate Datum|1144;IGC 1962 6th Parallel South|4697
        IGC 1962 Arc of the 6th Parallel South|6697;IGCB 1955|4701;IGD05|7136;IGD05/12|7139
        IGM95|4670;IGN 1962 Kerguelen|4698;IGN Astro 1960|4700;IGN53 Mare|4641
        IGN56 Lifou|4633;IGN63 Hiva Oa|4689;IGN72 Grande Terre|4662;IGN72 Nuku Hiva|4630
        IGRS|3889;IGS00|9006;IGS05|9012;IGS08|9014
        IGS14|9019;IGS97|9003;IGb00|9009;IGb08|9017
        IGb14|9380;IKBD-92|4667;IRENET95|4173;ISN2004|5324
        ISN2016|8086;ISN93|4659;ITRF2000|8997;ITRF2005|8998
        ITRF2008|8999;ITRF2014|9000;ITRF2020|9990;ITRF88|8988
        ITRF89|8989;ITRF90|8990;ITRF91|8991;ITRF92|8992
        ITRF93|8993;ITRF94|8994;ITRF96|8995;ITRF97|8996
        Indian 1954|4239;Indian 1960|4131;Indian 1975|4240;Indonesian Datum 1974|6238
        Indonesian National Spheroid|7021;Institut Geographique du Congo Belge 1955|6701;International 1924|7022;International 1924 Authalic Sphere|7057
        International Terrestrial Reference Frame 1988|6647;International Terrestrial Reference Frame 1989|6648;International Terrestrial Reference Frame 1990|6649;International Terrestrial Reference Frame 1991|6650
        International Terrestrial Reference Frame 1992|6651;International Terrestrial Reference Frame 1993|6652;International Terrestrial Reference Frame 1994|6653;International Terrestrial Reference Frame 1996|6654
        International Terrestrial Reference Frame 1997|6655;International Terrestrial Reference Frame 2000|6656;International Terrestrial Reference Frame 2005|6896;International Terrestrial Reference Frame 2008|1061
        International Terrestrial Reference Frame 2014|1165;International Terrestrial Reference Frame 2020|1322;Iraq-Kuwait Boundary Datum 1992|6667;Iraqi Geospatial Reference System|1029
        Islands Net 1993|6659;Islands Net 2004|1060;Islands Net 2016|1187;Israel 1993|4141
        Israeli Geodetic Datum 2005|1114;Israeli Geodetic Datum 2005(2012)|1115;Istituto Geografico Militaire 1995|6670;Iwo Jima 1945|4709
        JAD2001|4758;JAD69|4242;JGD2000|4612;JGD2011|6668
        Jamaica 1875|4241;Jamaica 1969|6242;Jamaica 2001|6758;Japanese Geodetic Datum 2000|6612
        Japanese Geodetic Datum 2011|1128;Johnston Island 1961|4725;Jouik 1961|4679;KKJ|4123
        KOC|4246;KOSOVAREF01|9140;KSA-GRF17|9333;KUDAMS|4319
        Kalianpur 1880|4243;Kalianpur 1937|4144;Kalianpur 1962|4145;Kalianpur 1975|4146
        Kandawala|4244;Karbala 1979|4743;Kartastokoordinaattijarjestelma (1966)|6123;Kasai 1953|4696
        Katanga 1955|4695;Kertau (RSO)|4751;Kertau 1968|4245;Kingdom of Saudi Arabia Geodetic Reference Frame 2017|1268
        Korea 2000|4737;Korean 1985|4162;Korean 1995|4166;Korean Datum 1985|6162
        Korean Datum 1995|6166;Kosovo Reference System 2001|1251;Kousseri|4198;Krassowsky 1940|7024
        Kusaie 1951|4735;Kuwait Oil Company|6246;Kuwait Utility|6319;Kyrg-06|7686
        Kyrgyzstan Geodetic Datum 2006|1160;LGD2006|4754;LKS92|4661;LKS94|4669
        LTF2004(G)|9547;LUREF|4181;La Canoa|4247;Lake|4249
        Lao 1993|4677;Lao 1997|4678;Lao National Datum 1997|6678;Latvia 1992|6661
        Le Pouce 1934|4699;Leigon|4250;Liberia 1964|4251;Libyan Geodetic Datum 2006|6754
        Lisbon|4207;Lisbon (Lisbon)|4803;Lisbon 1890|4666;Lisbon 1890 (Lisbon)|4904
        Lisbon 1937|6207;Lisbon 1937 (Lisbon)|6803;Lithuania 1994 (ETRS89)|6126;Locodjo 1965|4142
        Loma Quintana|4288;Lome|4252;Luxembourg Reference Frame|6181;Luzon 1911|4253
        Lyon Turin Ferroviaire 2004|1295;M'poraloko|4266;MACARIO SOLIS|5371;MAGNA-SIRGAS|4686
        MARGEN|5354;MGI|4312;MGI (Ferro)|4805;MGI 1901|3906
        MML07 Intermediate Reference Frame|1271;MML07-IRF|9372;MMN|9251;MMS|9253
        MOLDOR11 Intermediate Reference Frame|1315;MOLDOR11-IRF|9871;MOLDREF99|4023;MOMRA Terrestrial Reference Frame 2000|1218
        MOP78|4639;MRH21 Intermediate Reference Frame|1314;MRH21-IRF|9866;MTRF-2000|8818
        MWC18 Intermediate Reference Frame|1324;MWC18-IRF|20033;Macao 1920|8428;Macao 2008|8431
        Macao Geodetic Datum 2008|1208;Madrid 1870 (Madrid)|4903;Madzansua|4128;Mahe 1971|4256
        Makassar|4257;Makassar (Jakarta)|4804;Malongo 1987|4259;Manoca 1962|4193
        Marco Geocentrico Nacional de Referencia|6686;Marco Geodesico Nacional de Bolivia|1063;Marcus Island 1952|4711;Marshall Islands 1960|4732
        Martinique 1938|4625;Massawa|4262;Maupiti 83|4692;Mauritania 1999|4702
        Merchich|4261;Mexico ITRF2008|6365;Mexico ITRF92|4483;Mhast (offshore)|4705
        Mhast (onshore)|4704;Mhast 1951|4703;Midway 1961|4727;Militar-Geographische Institut|6312
        Militar-Geographische Institut (Ferro)|6805;Ministerio de Marina Norte|1258;Ministerio de Marina Sur|1259;Minna|4263
        Missao Hidrografico Angola y Sao Tome 1951|6703;Monte Mario|4265;Monte Mario (Rome)|4806;Montserrat 1958|4604
        Moorea 87|4691;Mount Dillon|4157;Moznet|4130;Moznet (ITRF94)|6130
        NAD27|4267;NAD27(76)|4608;NAD27(CGQ77)|4609;NAD83|4269
        NAD83 (Continuously Operating Reference Station 1996)|1133;NAD83 (Federal Base Network)|1211;NAD83 (High Accuracy Reference Network - Corrected)|1212;NAD83 (High Accuracy Reference Network)|6152
        NAD83 (National Spatial Reference System 2007)|6759;NAD83 (National Spatial Reference System 2011)|1116;NAD83 (National Spatial Reference System MA11)|1118;NAD83 (National Spatial Reference System PA11)|1117
        NAD83 Canadian Spatial Reference System|6140;NAD83(2011)|6318;NAD83(CORS96)|6783;NAD83(CSRS)|4617
        NAD83(CSRS)v2|8237;NAD83(CSRS)v3|8240;NAD83(CSRS)v4|8246;NAD83(CSRS)v5|8249
        NAD83(CSRS)v6|8252;NAD83(CSRS)v7|8255;NAD83(CSRS96)|8232;NAD83(FBN)|8860
        NAD83(HARN Corrected)|8545;NAD83(HARN)|4152;NAD83(MA11)|6325;NAD83(MARP00)|9072
        NAD83(NSRS2007)|4759;NAD83(PA11)|6322;NAD83(PACP00)|9075;NEA74 Noumea|4644
        NGN|4318;NGO 1948|4273;NGO 1948 (Oslo)|4817;NSWC 9Z-2|4276
        NTF|4275;NTF (Paris)|4807;NWL 9D|7025;NZGD2000|4167
        NZGD49|4272;Nahrwan 1934|4744;Nahrwan 1967|4270;Nakhl-e Ghanem|4693
        Naparima 1955|4158;Naparima 1972|4271;National Geodetic Network|6318;Nepal 1981|6207
        New Beijing|4555;New Zealand Geodetic Datum 1949|6272;New Zealand Geodetic Datum 2000|6167;Nord Sahara 1959|4307
        North American Datum 1927|6267;North American Datum 1927 (1976)|6608;North American Datum 1927 (CGQ77)|6609;North American Datum 1983|6269
        North American Datum of 1983 (CSRS) version 2|1193;North American Datum of 1983 (CSRS) version 3|1194;North American Datum of 1983 (CSRS) version 4|1195;North American Datum of 1983 (CSRS) version 5|1196
        North American Datum of 1983 (CSRS) version 6|1197;North American Datum of 1983 (CSRS) version 7|1198;North American Datum of 1983 (CSRS96)|1192;North American Datum of 1983 (MARP00)|1221
        North American Datum of 1983 (PACP00)|1249;Not specified (based on Airy 1830 ellipsoid)|6001;Not specified (based on Airy Modified 1849 ellipsoid)|6002;Not specified (based on Australian National Spheroid)|6003
        Not specified (based on Average Terrestrial System 1977 ellipsoid)|6041;Not specified (based on Bessel 1841 ellipsoid)|6004;Not specified (based on Bessel Modified ellipsoid)|6005;Not specified (based on Bessel Namibia ellipsoid)|6006
        Not specified (based on Clarke 1858 ellipsoid)|6007;Not specified (based on Clarke 1866 Authalic Sphere)|6052;Not specified (based on Clarke 1866 ellipsoid)|6008;Not specified (based on Clarke 1880 (Arc) ellipsoid)|6013
        Not specified (based on Clarke 1880 (Benoit) ellipsoid)|6010;Not specified (based on Clarke 1880 (IGN) ellipsoid)|6011;Not specified (based on Clarke 1880 (RGS) ellipsoid)|6012;Not specified (based on Clarke 1880 (SGA 1922) ellipsoid)|6014
        Not specified (based on Clarke 1880 ellipsoid)|6034;Not specified (based on Everest (1830 Definition) ellipsoid)|6042;Not specified (based on Everest 1830 (1937 Adjustment) ellipsoid)|6015;Not specified (based on Everest 1830 (1962 Definition) ellipsoid)|6044
        Not specified (based on Everest 1830 (1967 Definition) ellipsoid)|6016;Not specified (based on Everest 1830 (1975 Definition) ellipsoid)|6045;Not specified (based on Everest 1830 Modified ellipsoid)|6018;Not specified (based on GEM 10C ellipsoid)|6031
        Not specified (based on GRS 1967 ellipsoid)|6036;Not specified (based on GRS 1980 Authalic Sphere)|6047;Not specified (based on GRS 1980 ellipsoid)|6019;Not specified (based on Helmert 1906 ellipsoid)|6020
        Not specified (based on Hughes 1980 ellipsoid)|6054;Not specified (based on Indonesian National Spheroid)|6021;Not specified (based on International 1924 Authalic Sphere)|6053;Not specified (based on International 1924 ellipsoid)|6022
        Not specified (based on Krassowsky 1940 ellipsoid)|6024;Not specified (based on NWL 9D ellipsoid)|6025;Not specified (based on OSU86F ellipsoid)|6032;Not specified (based on OSU91A ellipsoid)|6033
        Not specified (based on Plessis 1817 ellipsoid)|6027;Not specified (based on Struve 1860 ellipsoid)|6028;Not specified (based on WGS 72 ellipsoid)|6043;Not specified (based on WGS 84 ellipsoid)|6030
        Not specified (based on War Office ellipsoid)|6029;Nouakchott 1965|4680;Nouvelle Triangulation Francaise|6275;Nouvelle Triangulation Francaise (Paris)|6807
        ONGD14|7373;ONGD17|9294;OS (SN) 1980|6279;OS(SN)80|4279
        OSGB 1970 (SN)|6278;OSGB36|4277;OSGB70|4278;OSNI 1952|4188
        OSU86F|7032;OSU91A|7033;Observatario|4129;Ocotepeque 1935|5451
        Old Hawaiian|4135;Oman National Geodetic Datum 2014|1147;Oman National Geodetic Datum 2017|1263;Ordnance Survey of Great Britain 1936|6277
        PD/83|4746;PDO Survey Datum 1993|6134;PN68|9403;PN84|4728
        PNG94|5546;POSGAR 2007|5340;POSGAR 94|4694;POSGAR 98|4190
        PRS92|4683;PSAD56|4248;PSD93|4134;PTRA08|5013
        PZ-90|4740;PZ-90.02|9474;PZ-90.11|9475;Palestine 1923|4281
        Pampa del Castillo|4161;Panama-Colon 1911|5467;Papua New Guinea Geodetic Datum 1994|1076;Parametry Zemli 1990|6740
        Parametry Zemli 1990.02|1157;Parametry Zemli 1990.11|1158;Perroud 1950|4637;Peru96|5373
        Petrels 1972|4636;Philippine Reference System 1992|6683;Phoenix Islands 1966|4716;Pico de las Nieves 1968|1286
        Pico de las Nieves 1984|6728;Pitcairn 1967|4729;Pitcairn 2006|4763;Plessis 1817|7027
        Point 58|4620;Pointe Geologie Perroud 1950|6637;Pointe Noire|4282;Porto Santo|4615
        Porto Santo 1936|6615;Porto Santo 1995|4663;Posiciones Geodesicas Argentinas 1994|6694;Posiciones Geodesicas Argentinas 1998|6190
        Posiciones Geodesicas Argentinas 2007|1062;Potsdam Datum/83|6746;Principe|4824;Provisional South American Datum 1956|6248
        Puerto Rico|4139;Pulkovo 1942|4284;Pulkovo 1942(58)|4179;Pulkovo 1942(83)|4178
        Pulkovo 1995|4200;QND95|4614;Qatar 1948|4286;Qatar 1974|4285
        Qatar National Datum 1995|6614;Qornoq 1927|4194;RD/83|4745;RDN2008|6706
        REDGEOMIN|9696;REGCAN95|4081;REGVEN|4189;RGAF09|5489
        RGAF09 (lon-lat)|7086;RGF93 v1|4171;RGF93 v1 (lon-lat)|7084;RGF93 v2|9777
        RGF93 v2 (lon-lat)|9779;RGF93 v2b|9782;RGF93 v2b (lon-lat)|9784;RGFG95|4624
        RGFG95 (lon-lat)|7041;RGM04|4470;RGM04 (lon-lat)|7039;RGNC91-93|4749
        RGPF|4687;RGR92|4627;RGR92 (lon-lat)|7037;RGRDC 2005|4046
        RGSPM06|4463;RGSPM06 (lon-lat)|7035;RGTAAF07|7073;RGTAAF07 (lon-lat)|7133
        RGWF96|8900;RGWF96 (lon-lat)|8902;RRAF 1991|4558;RSAO13|8699
        RSRGD2000|4764;RT38|4308;RT38 (Stockholm)|4814;RT90|4124
        Rassadiran|4153;Rauenberg Datum/83|6745;Red Geodesica Para Mineria en Chile|1304;Red Geodesica Venezolana|6189
        Red Geodesica de Canarias 1995|1035;Reference System de Angola 2013|1220;Reseau Geodesique Francais 1993 v1|6171;Reseau Geodesique Francais 1993 v2|1312
        Reseau Geodesique Francais 1993 v2b|1313;Reseau Geodesique Francais Guyane 1995|6624;Reseau Geodesique de Mayotte 2004|1036;Reseau Geodesique de Nouvelle Caledonie 91-93|6749
        Reseau Geodesique de Saint Pierre et Miquelon 2006|1038;Reseau Geodesique de Wallis et Futuna 1996|1223;Reseau Geodesique de la Polynesie Francaise|6687;Reseau Geodesique de la RDC 2005|1033
        Reseau Geodesique de la Reunion 1992|6627;Reseau Geodesique des Antilles Francaises 2009|1073;Reseau Geodesique des Terres Australes et Antarctiques Francaises 2007|1113;Reseau National Belge 1950|6215
        Reseau National Belge 1950 (Brussels)|6809;Reseau National Belge 1972|6313;Reseau de Reference des Antilles Francaises 1991|1047;Rete Dinamica Nazionale 2008|1132
        Reunion 1947|4626;Reykjavik 1900|4657;Rikets koordinatsystem 1990|6124;Ross Sea Region Geodetic Datum 2000|6764
        S-JTSK|4156;S-JTSK (Ferro)|4818;S-JTSK [JTSK03]|8351;S-JTSK/05|5228
        S-JTSK/05 (Ferro)|5229;SAD69|4618;SAD69(96)|5527;SCM22 Intermediate Reference Frame|1320
        SCM22-IRF|9969;SHGD2015|7886;SIGD61|4726;SIRGAS 1995|4170
        SIRGAS 2000|4674;SIRGAS Continuously Operating Network DGF00P01|1227;SIRGAS Continuously Operating Network DGF01P01|1228;SIRGAS Continuously Operating Network DGF01P02|1229
        SIRGAS Continuously Operating Network DGF02P01|1230;SIRGAS Continuously Operating Network DGF04P01|1231;SIRGAS Continuously Operating Network DGF05P01|1232;SIRGAS Continuously Operating Network DGF06P01|1233
        SIRGAS Continuously Operating Network DGF07P01|1234;SIRGAS Continuously Operating Network DGF08P01|1235;SIRGAS Continuously Operating Network SIR09P01|1236;SIRGAS Continuously Operating Network SIR10P01|1237
        SIRGAS Continuously Operating Network SIR11P01|1238;SIRGAS Continuously Operating Network SIR13P01|1239;SIRGAS Continuously Operating Network SIR14P01|1240;SIRGAS Continuously Operating Network SIR15P01|1241
        SIRGAS Continuously Operating Network SIR17P01|1242;SIRGAS-CON DGF00P01|8972;SIRGAS-CON DGF01P01|8973;SIRGAS-CON DGF01P02|8974
        SIRGAS-CON DGF02P01|8975;SIRGAS-CON DGF04P01|8976;SIRGAS-CON DGF05P01|8977;SIRGAS-CON DGF06P01|8978
        SIRGAS-CON DGF07P01|8979;SIRGAS-CON DGF08P01|8980;SIRGAS-CON SIR09P01|8981;SIRGAS-CON SIR10P01|8982
        SIRGAS-CON SIR11P01|8983;SIRGAS-CON SIR13P01|8984;SIRGAS-CON SIR14P01|8985;SIRGAS-CON SIR15P01|8986
        SIRGAS-CON SIR17P01|8987;SIRGAS-Chile 2002|5360;SIRGAS-Chile 2010|8949;SIRGAS-Chile 2013|9148
        SIRGAS-Chile 2016|9153;SIRGAS-Chile 2021|20041;SIRGAS-Chile realization 1 epoch 2002|1064;SIRGAS-Chile realization 2 epoch 2010|1243
        SIRGAS-Chile realization 3 epoch 2013|1252;SIRGAS-Chile realization 4 epoch 2016|1253;SIRGAS-Chile realization 5 epoch 2021|1327;SIRGAS-ROU98|5381
        SIRGAS_ES2007.8|5393;SLD99|5233;SRB_ETRS89|8685;SREF98|4075
        SRGI2013|9470;ST71 Belep|4643;ST84 Ile des Pins|4642;ST87 Ouvea|4750
        SVY21|4757;SWEREF99|4619;Saint Pierre et Miquelon 1950|4638;Santo 1965|4730
        Sao Tome|4823;Sapper Hill 1943|4292;Schwarzeck|4293;Scoresbysund 1952|4195
        Segara|4613;Segara (Jakarta)|4820;Selvagem Grande|4616;Serbian Reference Network 1998|1034
        Serbian Spatial Reference System 2000|1214;Serindung|4295;Sibun Gorge 1922|5464;Sierra Leone 1924|4174
        Sierra Leone 1968|4175;Sierra Leone Colony 1924|6174;Sistem Referensi Geospasial Indonesia 2013|1293;Sistema Geodesico Nacional de Panama MACARIO SOLIS|1066
        Sistema de Referencia Geocentrico para America del Sur 1995|6170;Sistema de Referencia Geocentrico para las AmericaS 2000|6674;Sister Islands Geodetic Datum 1961|6726;Slovenia 1996|4765
        Slovenia Geodetic Datum 1996|6765;Solomon 1968|4718;South American Datum 1969|6618;South American Datum 1969(96)|1075
        South East Island 1943|6892;South Georgia 1968|4722;South Yemen|4164;Sri Lanka Datum 1999|1053
        St. George Island|4138;St. Helena Geodetic Datum 2015|1174;St. Helena Tritan|7881;St. Kitts 1955|4605
        St. Lawrence Island|4136;St. Lucia 1955|4606;St. Paul Island|4137;St. Stephen (Ferro)|8043
        St. Vincent 1945|4607;Stockholm 1938|6308;Stockholm 1938 (Stockholm)|6814;Struve 1860|7028
        Swiss Terrestrial Reference System 1995|6151;System of the Unified Trigonometrical Cadastral Network|6156;System of the Unified Trigonometrical Cadastral Network (Ferro)|6818;System of the Unified Trigonometrical Cadastral Network [JTSK03]|1201
        System of the Unified Trigonometrical Cadastral Network/05|1052;System of the Unified Trigonometrical Cadastral Network/05 (Ferro)|1055;TC(1948)|4303;TGD2005|5886
        TM65|4299;TM75|4300;TPEN11 Intermediate Reference Frame|1266;TPEN11-IRF|9364
        TUREF|5252;TWD67|3821;TWD97|3824;Tahaa 54|4629
        Tahiti 52|4628;Tahiti 79|4690;Taiwan Datum 1967|1025;Taiwan Datum 1997|1026
        Tananarive|4297;Tananarive (Paris)|4810;Tananarive 1925|6297;Tananarive 1925 (Paris)|6810
        Tapi Aike|9248;Tern Island 1961|4707;Tete|4127;Timbalai 1948|4298
        Tokyo|4301;Tokyo 1892|5132;Tonga Geodetic Datum 2005|1095;Trinidad 1903|4302
        Tristan 1968|4734;Trucial Coast 1948|6303;Turkish National Reference Frame|1057;UCS-2000|5561
        Ukraine 2000|1077;VN-2000|4756;Vanua Levu 1915|4748;Vientiane 1982|4676
        Vietnam 2000|6756;Viti Levu 1912|4752;Voirol 1875|4304;Voirol 1875 (Paris)|4811
        Voirol 1879|4671;Voirol 1879 (Paris)|4821;WGS 66|4760;WGS 72|4322
        WGS 72 Transit Broadcast Ephemeris|6324;WGS 72BE|4324;WGS 84|4326;WGS 84 (G1150)|9055
        WGS 84 (G1674)|9056;WGS 84 (G1762)|9057;WGS 84 (G2139)|9755;WGS 84 (G730)|9053
        WGS 84 (G873)|9054;WGS 84 (Transit)|8888;Wake Island 1952|4733;War Office|7029
        World Geodetic System 1966|6760;World Geodetic System 1972|6322;World Geodetic System 1984 (G1150)|1154;World Geodetic System 1984 (G1674)|1155
        World Geodetic System 1984 (G1762)|1156;World Geodetic System 1984 (G2139)|1309;World Geodetic System 1984 (G730)|1152;World Geodetic System 1984 (G873)|1153
        World Geodetic System 1984 (Transit)|1166;World Geodetic System 1984 ensemble|6326;Xian 1980|4610;Yacare|4309
        Yemen NGN96|4163;Yemen National Geodetic Network 1996|6163;Yoff|4310;Zach 1812|1026
        Zanderij|4311;fk89|4753
        """
}
