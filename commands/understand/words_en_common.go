package understand

// nameWords are everyday words that companies like to be called by. Without a
// capital, or at the beginning of a sentence, they are a name only where one stands.
var nameWords = wordsOf(`able above account action actual advice agent air alarm album alpha amber anchor angel angle animal answer apex arch arctic area arm army arrow art ash aspect atlas atom aunt author autumn axis baby
	back bad bag bake baker balance ball balloon band bank bar barrel base basic basket bat bath battery bay beach beacon bead beam bean bear beat beauty bed bee bell belt bench benefit berry beta bike
	bill bird birth bit bite blade blank blast blaze blend bless blind block blood bloom blow board boat body bold bolt bomb bond bone bonus book boom boost boot boots border bottle bottom bow bowl box
	boy brain branch brand brave bread break breeze brick bridge brief bright bring broad brook brother brown brush bubble bucket bud buddy bug bulk bull bunch bundle burn bus bush butter button cable
	cactus cake calm camel camp can canal candle cane canon cap cape capital car carbon card care cargo carpet carrot cart carter case cash cast castle cat catch cattle cause cave cell cement center
	central centre chain chair challenge chance change chapel charge charm chart chase cheese cherry chest chick chief child chip chocolate choice church cinema circle circuit city civic claim class clay
	clean clear clever cliff climb clip cloak clock cloth cloud club coach coal coast coat cobalt code coil coin cold collar college colour column comb comet comfort command common compass complex concept
	concrete cone cook cool copper coral core cork corn corner cosmos cotton count country couple courage course court cove cover cow crane cream creek crest crew crisp crop cross crow crowd crown crystal
	cube cup curl current curve cycle daily dairy dance danger dark dart dash data date dawn day deal deck deep deer delta dense desert desk dial diamond diet dig dinner dirt dish disk dock doctor dog
	dome door dot dove dozen draft dragon drama draw dream dress drift drill drive drop drum duck dust eagle ear early earth ease east easy echo edge egg elder element elite ember emerald empire engine
	ensign entry envoy epic equal essence event ever evergreen exact express extra eye fabric face fact factor fair faith falcon fall family fan farm fashion father feather feature field fig figure film
	fine finger fire firm fish fit fix flag flame flash flat fleet flex flight flint float flood floor flow flower fly foam focus fog folk food foot force forest fork form fort forum forward found
	fountain fox frame free freedom fresh friend frog front frost fruit fuel full fun fund fusion future galaxy game garage garden garlic gas gate gem gift ginger girl glass globe glory glove glow glue
	goal goat gold golden golf good grace grain grand granite grape graph grass gravity green grey grid grind grip ground group grove growth guard guest guide guitar gulf gum habit hair half hall hammer
	hand handle happy harbor harbour hard harmony harvest hat haven hawk hazel head health heart heat heath heaven heavy hedge helm help herb heritage hero hill hive hobby holly home honest honey hood
	hook hope horizon horn horse host hot house hub human humble hunter ice icon ideal image impact impulse index indigo infinity inn input insight iron island ivory ivy jacket jade jam jar jet jewel job
	joint jolly journey joy judge juice jump jungle junior jupiter just key keystone kid kind king kingdom kitchen kite knight knot lab ladder lady lake lamp lance land lane lantern laser latch launch
	laurel law lawn layer lead leaf league leap leather legacy legend lemon lens letter level lever liberty light lily lime limit line linen link lion liquid little live loaf local lock log logic long
	loop lotus loud love loyal luck lucky lunar lunch machine magic magnet main major mango manor map maple marble march mark marker market mars marsh mask mason mass master match matrix matter meadow
	meat mercury merit mesh metal meteor meter midway mile milk mill mind mine mineral minor mint mirror mission mist mix model modern moment monarch monkey monster moon moral morning moss mother motion
	motor mountain mouse mouth move mud muscle museum music mustard narrow nation native nature neat nest net network new next nice night noble node noon north nova novel number nut oak oasis ocean office
	oil old olive omega onion onyx open optimal opus orbit orchard orchid order organic origin osprey otter outlet output oval oven owl ox oxygen oyster pace pacific pack page paint pair palace palm panda
	panel panther paper parade paradise parallel park part partner party pass path patrol pattern peach peak pearl pebble pen pencil penguin people pepper perfect petal phase phoenix photo piano pick
	picture piece pier pigeon pike pilot pin pine pink pioneer pipe pitch pixel place plan planet plant plastic plate platform play plaza plot plum plus pocket point polar polo pond pool poplar port
	portal post pot power prairie precision premier premium present press pride prime prince print prism private prize pro product profile progress project promise proof prospect prosper pulse pump pure
	purple push quality quantum quarry quartz queen quest quick quiet rabbit race rack radar radiant radius rail rain rainbow ram ranch range rapid rapids ray reach ready real realm red reed reef reflex
	regal region relay reliable republic rescue reserve resource rest reward rhythm rice rich ridge ring rise river road robin rock rocket roof room root rope rose round route royal ruby rule run rush
	safe saffron sage sail salmon salt sand sapphire satellite saturn sauce scale scene school science scope scout screen screw script sea seal season second seed senior sense sentinel sequoia series
	service shade shadow shape share shark sharp sheep sheet shell shelter shield shift shine ship shoe shop shore short show side sierra sight sign signal silk silver simple single site skill skin sky
	slate sleep slice slim slope smart smile smoke smooth snack snake snow soap social sock soft soil solar solid solo son song sonic sound soup source south space spark sparrow spectrum speed sphere
	spice spider spike spin spirit sport spot spring spruce square stable staff stage stair stake stamp standard star start state station stay steady steam steel stem step sterling stick still stock stone
	store storm story stove straight strategic stream street strength strike string strong studio style sugar suit summer summit sun sunrise sunset super superior support sure surf surface swan sweet
	swift swing switch sword symbol synergy system table tail talent tank tap target task taste taurus tea teal team temple tempo tent terra test texture theme thin thistle thread thrive thunder tide
	tiger tile timber time tin tip titan title toast token tool top topaz torch total touch tower town toy track trade trail train transit travel treasure tree trend triangle tribe trident trinity trio
	triumph tropic true trust tube tulip tuna tune tunnel turbo turn turtle twin ultra umbrella union unique unit unity universal universe upper urban urgent vale valley value vantage vault vector vega
	velvet venture venus verse vertex vessel victory view village vine vineyard vintage violet virtue visa vision vista vital vivid voice volt vortex voyage wagon walk wall walnut wander warm wash watch
	water wave wax way wealth weather web wedge weight well west whale wheat wheel whisper white whole wide wild willow wind window wine wing winner winter wire wise wolf wonder wood wool word work world
	worth yard year yellow yoga young zebra zen zenith zero zone zoom`)

// ordinary: a word of the language, that is a name only by where it stands.
func ordinary(plain string) bool { return englishOrdinary[plain] || nameWords[plain] }
