"""What names of French towns are made of. No list of real communes: rules make up most of them."""

# Some real towns by the number of their department: users know them, and so must the tests.
LARGE_TOWNS = """
01 Bourg-en-Bresse|01 Oyonnax|02 Laon|02 Saint-Quentin|02 Soissons|03 Moulins|03 Vichy|03 Montluçon
04 Digne-les-Bains|04 Manosque|05 Gap|05 Briançon|06 Nice|06 Cannes|06 Antibes|07 Privas|07 Annonay
08 Charleville-Mézières|08 Sedan|09 Foix|09 Pamiers|10 Troyes|11 Carcassonne|11 Narbonne|12 Rodez
12 Millau|13 Marseille|13 Aix-en-Provence|13 Arles|13 Aubagne|14 Caen|14 Lisieux|14 Bayeux
15 Aurillac|16 Angoulême|16 Cognac|17 La Rochelle|17 Saintes|17 Rochefort|18 Bourges|18 Vierzon
19 Tulle|19 Brive-la-Gaillarde|2a Ajaccio|2a Porto-Vecchio|2b Bastia|2b Corte|21 Dijon|21 Beaune
22 Saint-Brieuc|22 Dinan|22 Lannion|23 Guéret|23 Aubusson|24 Périgueux|24 Bergerac|25 Besançon
25 Montbéliard|26 Valence|26 Romans-sur-Isère|27 Évreux|27 Vernon|28 Chartres|28 Dreux|29 Quimper
29 Brest|29 Morlaix|30 Nîmes|30 Alès|31 Toulouse|31 Blagnac|31 Colomiers|31 Muret|31 Saint-Gaudens
32 Auch|32 Condom|33 Bordeaux|33 Mérignac|33 Arcachon|33 Libourne|34 Montpellier|34 Béziers|34 Sète
35 Rennes|35 Saint-Malo|35 Fougères|36 Châteauroux|36 Issoudun|37 Tours|37 Chinon|38 Grenoble
38 Vienne|38 Voiron|39 Lons-le-Saunier|39 Dole|40 Mont-de-Marsan|40 Dax|41 Blois|41 Vendôme
42 Saint-Étienne|42 Roanne|42 Saint-Chamond|43 Le Puy-en-Velay|44 Nantes|44 Saint-Nazaire
45 Orléans|45 Montargis|46 Cahors|46 Figeac|47 Agen|47 Villeneuve-sur-Lot|48 Mende|49 Angers
49 Cholet|49 Saumur|50 Saint-Lô|50 Cherbourg-en-Cotentin|51 Châlons-en-Champagne|51 Reims|51 Épernay
52 Chaumont|52 Saint-Dizier|53 Laval|53 Mayenne|54 Nancy|54 Lunéville|55 Bar-le-Duc|55 Verdun
56 Vannes|56 Lorient|57 Metz|57 Thionville|58 Nevers|59 Lille|59 Roubaix|59 Tourcoing|59 Dunkerque
59 Valenciennes|60 Beauvais|60 Compiègne|61 Alençon|61 Flers|62 Arras|62 Calais|62 Boulogne-sur-Mer
63 Clermont-Ferrand|63 Riom|64 Pau|64 Bayonne|64 Biarritz|65 Tarbes|65 Lourdes|66 Perpignan|66 Céret
67 Strasbourg|67 Haguenau|67 Sélestat|68 Colmar|68 Mulhouse|69 Lyon|69 Villeurbanne
69 Villefranche-sur-Saône|70 Vesoul|71 Mâcon|71 Chalon-sur-Saône|71 Le Creusot|72 Le Mans
73 Chambéry|73 Albertville|73 Aix-les-Bains|74 Annecy|74 Thonon-les-Bains|75 Paris|76 Rouen
76 Le Havre|76 Dieppe|77 Melun|77 Meaux|77 Fontainebleau|78 Versailles|78 Rambouillet
78 Saint-Germain-en-Laye|79 Niort|79 Bressuire|80 Amiens|80 Abbeville|81 Albi|81 Castres|81 Gaillac
82 Montauban|82 Moissac|83 Toulon|83 Fréjus|83 Draguignan|83 Hyères|84 Avignon|84 Carpentras
84 Orange|85 La Roche-sur-Yon|85 Les Sables-d’Olonne|86 Poitiers|86 Châtellerault|87 Limoges
88 Épinal|88 Saint-Dié-des-Vosges|89 Auxerre|89 Sens|90 Belfort|91 Évry-Courcouronnes|91 Massy
92 Nanterre|92 Boulogne-Billancourt|92 Issy-les-Moulineaux|93 Bobigny|93 Saint-Denis|93 Montreuil
94 Créteil|94 Vitry-sur-Seine|94 Ivry-sur-Seine|95 Cergy|95 Pontoise|95 Argenteuil|971 Basse-Terre
971 Pointe-à-Pitre|972 Fort-de-France|973 Cayenne|974 Saint-Denis|974 Saint-Pierre|976 Mamoudzou
"""

SAINTS = """
Martin Pierre Jean Étienne Denis Germain Georges Laurent Michel Julien Hilaire Aubin Sulpice Rémy
Maurice Vincent Gervais Loup Léger Marcel Paul Jacques Nicolas Christophe Médard Quentin Ouen Cyr
Hippolyte Symphorien Andéol Alban Amand Antoine Avit Bonnet Brice Christol Clair Clément Cyprien
Désert Didier Éloi Félix Ferréol Firmin Florent Fortunat Front Gaudens Geniès Gilles Girons Gratien
Haon Honoré Igny Jory Jouan Jouin Just Lary Leu Lizier Lô Louis Lubin Malo Mamet Mandé Marc Mathieu
Maur Maximin Mesmin Nazaire Omer Ours Pantaléon Papoul Pardoux Paterne Pavin Philbert Priest Privat
Projet Puy Rambert Rémèze Robert Romain Sauveur Saturnin Savin Senoch Sernin Séverin Sever Simon
Siméon
Thibault Thibéry Thomas Urcize Vaast Valery Vallier Varent Victor Vit Vivien Yrieix Yvi Zacharie
"""
HOLY_WOMEN = """
Marie Anne Colombe Croix Foy Geneviève Hélène Hermine Honorine Livrade Mère Marguerite Radegonde
Reine Sabine Suzanne Terre Thérèse Ouenne Cécile Eulalie Gemme Consorce Innocence
"""
ROOTS = """
Al Ambr Anc Ang Arg Arn Artig Aub Aur Aut Av Bagn Bald Barb Barj Bas Baz Beauv Bell Berl Bern Bez
Bill Blain Bois Bonn Bord Boss Bouss Brand Bress Brien Brigu Briv Brun Buss Cabr Cad Camb Camp Cant
Carb Card Carl Cass Cast Caud Caz Cerc Chabr Chal Chamb Champ Chant Charb Charm Chass Chât Chav Chen
Chev Clam Clar Coll Comb Cond Conn Corb Corm Couch Coul Cour Crav Cress Cuis Cuss Dam Dar Domm Donn
Dour Draz Échill Enn Esc Esp Est Fald Far Faver Ferr Flav Flor Font Forg Fouch Fraiss Fresn Gaill
Gal Garg Gerb Gign Gir Gonn Gorn Grand Grav Grez Gri Guign Harb Haut Herb Her Hest Horm Houss Isl
Jarn Jav Jonqu Jou Juill Juv Labr Lagn Lamb Lan Larr Lav Lesp Lev Lign Lim Long Lor Loub Louv Luc
Luss Magn Mail Mal Mar Marc Marg Marm Mars Mass Maur Mazer Mell Mer Mess Mign Mill Mir Moiss Mont
Mor Mouss Mur Nanc Nant Nerv Nieul Noaill Nog Nor Ois Orb Orn Orv Pail Par Pel Pern Pess Pinc Plais
Pleum Poll Pompign Pont Poul Pouss Prad Préc Puj Quinc Quers Rab Ranc Recoul Rem Rib Rign Riv Roch
Rom Ronch Rouff Rouv Sabl Sagn Sal Salv Sant Sarr Sauv Sav Seg Sem Sénaill Ser Sevr Sign Soll Sorb
Souv Sur Taill Tarn Taur Tern Thor Til Tonn Torc Tour Trem Trév Uss Vald Vall Varenn Vass Vauv
Ven Verd Vern Vers Vess Vic Vign Vill Vim Vitr Viv Voll Vouz Xaint Yss Yv
"""
COMMON_ENDINGS = """
ac an as at aud ay e é elle ens er ères es et ette euil eux ey iac ian iers ieu ieux ières ignac
igné
igny illac illy in iny is oire oise olles on onne ot oux ouze y
"""
MIDDLES = "an ar el en er et ev ic ign in oll on or oud our uss"
# Endings that one region prefers, by department.
LOCAL_ENDINGS = {
    "67 68 57": "heim willer bach ange dorf ing weiler hausen",
    "14 27 50 61 76 60 80": "ville court tot bec fleur beuf mesnil",
    "54 55 88 52 08 02 51": "court ville oncourt ancourt émont eix gney",
    "59 62": "ghem inghem court ies ain beke loy",
    "24 46 12 15 19 87 16 33 47 32 31 81 82": "ac iac ignac argues ens an os ède",
    "64 65 40 09": "os ez acq arre ères ède un",
    "01 38 69 73 74 26 42": "ieu ieux ins oz az ex inge ens",
    "30 34 11 66 84 13": "argues ignan an an ols ès ellas igues",
}
BRETON_DEPARTMENTS = ("22", "29", "35", "56")
BRETON_STARTS = "Plou Ploe Plu Lan Loc Tré Ker Gui Tri Pleu Plé Lam Saint-Thé Lann Quim"
BRETON_ENDINGS = """
gat zévédé gonven gastel dalmézeau nec harnel gouët meur niel varn evez guer dren ac eleuc yon
arneau bihan igneau allec enven inec ozen estin iguidou fragan ennec orvan neuc énan oal arzel
"""
FEATURES = """
Bois Bourg Breuil Bosc Cellier Chapelle Château Chêne Clos Combe Croix Église Étang Fay Ferté Forêt
Fossé Fresne Garde Grange Haye Lande Landelle Loge Marais Mas Mesnil Mont Motte Moulin Noyer Orme
Perrière Pin Plessis Pont Port Poterie Pré Puy Quesnoy Rivière Roche Roque Salle Saulce Tour
Tremblay
Val Vallée Vernet Verrière Vieux-Bourg Vigne Villard Ville
"""
QUALIFIERS = """
le-Vieux le-Grand le-Petit le-Château le-Fort la-Forêt la-Garenne la-Plaine la-Rivière la-Ville
le-Haut le-Bas le-Désert les-Bains les-Bois les-Vignes l’Abbaye l’Église le-Sec le-Franc la-Montagne
la-Chapelle le-Comte l’Évêque le-Roi la-Reine le-Moutier les-Forges
"""
RIVERS = """
Seine Loire Garonne Rhône Saône Marne Meuse Moselle Oise Aisne Somme Eure Orne Vire Vilaine Sarthe
Mayenne Loir Cher Indre Creuse Vienne Charente Dordogne Isle Vézère Lot Aveyron Tarn Ariège Save
Gers Baïse Adour Gave Aude Orb Hérault Gard Ardèche Drôme Isère Arve Ain Doubs Ognon Yonne Armançon
Aube Vesle Aire Ource Tille Vingeanne Allier Sioule Dore Besbre Arroux Bourbince Ouche Risle Iton
Avre Epte Andelle Bresle Authie Canche Lys Scarpe Sambre Mer Sèvre Thouet Layon Erdre Blavet Aulne
"""
COUNTRIES = """
Bresse Velay Forez Quercy Rouergue Périgord Armagnac Bigorre Béarn Comminges Lauragais Minervois
Cévennes Vivarais Royans Diois Vercors Trièves Chablais Bugey Beaujolais Morvan Auxois Puisaye
Gâtinais Beauce Perche Ouche Caux Bray Vexin Valois Brie Champagne Argonne Barrois Woëvre Saulnois
Sologne Berry Brenne Marche Combraille Livradois Margeride Aubrac Gévaudan Larzac Médoc Born
Chalosse
Retz Mauges Bocage Cotentin Thiérache Ternois Artois Santerre Vimeu Ponthieu
"""
