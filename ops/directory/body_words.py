"""What names of French public bodies are made of, besides the town."""

PEOPLE = """
Victor Hugo|Jean Moulin|Jules Ferry|Louis Pasteur|Marie Curie|Pierre et Marie Curie|Jean Jaurès
Émile Zola|Jacques Prévert|Albert Camus|Antoine de Saint-Exupéry|Georges Brassens|Paul Éluard
Simone Veil|Lucie Aubrac|Joliot-Curie|Jean Rostand|Marcel Pagnol|Alphonse Daudet|Frédéric Mistral
George Sand|Honoré de Balzac|Gustave Flaubert|Guy de Maupassant|Arthur Rimbaud|Paul Verlaine
Charles Baudelaire|Alfred de Musset|Lamartine|Chateaubriand|Voltaire|Jean-Jacques Rousseau|Diderot
Montaigne|Montesquieu|Blaise Pascal|René Descartes|Lavoisier|Ampère|Denis Papin|Gay-Lussac|Monge
Évariste Galois|Henri Poincaré|Claude Bernard|Ambroise Paré|Laennec|Marcelin Berthelot|Jean Macé
Paul Langevin|Louis Aragon|Elsa Triolet|Pablo Picasso|Henri Matisse|Claude Monet|Paul Cézanne
Toulouse-Lautrec|Hector Berlioz|Maurice Ravel|Claude Debussy|Jean Monnet|Robert Schuman
Pierre Mendès France|Léon Blum|Georges Clemenceau|Raymond Poincaré|Charles de Gaulle|Jean Zay
Olympe de Gouges
Louise Michel|Rosa Parks|Nelson Mandela|Gérard Philipe|Jean Vilar|François Rabelais|Clément Marot
Pierre de Ronsard|Joachim du Bellay|Jean Racine|Molière|Jean de La Fontaine|La Bruyère|Vauban
Colbert
Jeanne d’Arc|Aliénor d’Aquitaine|Du Guesclin|Jacques Cartier|La Pérouse|Bougainville|Jules Verne
Romain Rolland|Anatole France|Marcel Proust|Paul Valéry|Saint-John Perse|André Malraux|Aimé Césaire
Léopold Sédar Senghor|Maryse Bastié|Jean Mermoz|Hélène Boucher|Saint-Just|Mirabeau|La Fayette
"""
TREES = """
Tilleuls Chênes Acacias Glycines Rosiers Mimosas Cèdres Ormeaux Charmilles Bruyères Lavandes Coteaux
Marronniers Peupliers Magnolias Genêts Camélias Oliviers Platanes Hirondelles Jardins Sources Vignes
"""
REGIONS = """
84 Auvergne-Rhône-Alpes|27 Bourgogne-Franche-Comté|53 Bretagne|24 Centre-Val de Loire|94 Corse
44 Grand Est|32 Hauts-de-France|11 Île-de-France|28 Normandie|75 Nouvelle-Aquitaine|76 Occitanie
52 Pays de la Loire|93 Provence-Alpes-Côte d’Azur
"""
# A syndicat does one thing for several communes: initials, long name, what it serves.
SYNDICATES = """
SIAEP;Syndicat intercommunal d’alimentation en eau potable
SIVOM;Syndicat intercommunal à vocation multiple
SIVU;Syndicat intercommunal à vocation unique
SICTOM;Syndicat intercommunal de collecte et de traitement des ordures ménagères
SIRTOM;Syndicat intercommunal de ramassage et de traitement des ordures ménagères
SMICTOM;Syndicat mixte intercommunal de collecte et de traitement des ordures ménagères
SIRP;Syndicat intercommunal de regroupement pédagogique
SIVOS;Syndicat intercommunal à vocation scolaire
SIA;Syndicat intercommunal d’assainissement
SIE;Syndicat intercommunal d’électrification
;Syndicat intercommunal des eaux
;Syndicat mixte d’aménagement
;Syndicat mixte du bassin
;Syndicat de rivière
;Syndicat intercommunal de transport scolaire
"""
BUDGETS = """
Eau|Assainissement|Eau et assainissement|Lotissement|Camping|Forêt|Locaux commerciaux
Caisse des écoles|Photovoltaïque|Restauration scolaire|Maison de santé|Port de plaisance|Cinéma
Pompes funèbres|Parkings|Zone artisanale|Chaufferie bois|Abattoir|Gîtes communaux|Salle des fêtes
"""
SHOPS = (
    "Boulangerie Menuiserie Garage Plomberie Maçonnerie Imprimerie Traiteur Paysagiste Électricité"
)
