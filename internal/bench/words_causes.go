package bench

// cause is a category of causes: its words, the controls that belong to it and what would help against it.
type cause struct {
	category   string
	bone       string
	controls   []string
	statements []string
	whys       []string // from the problem down
	remedies   []remedy
}

// remedy is an action against a cause.
type remedy struct{ title, kind, effect, doneWhen string }

var causes = []cause{
	{
		"software-defect", "technology",
		[]string{"A.8.28", "A.8.29"},
		[]string{"{part} reads a message that it cannot process again and again", "{svc} counts records by their position and not by their key"},
		[]string{"Requests stood still because {part} raised the same error on each attempt", "The error came back because a message is confirmed after a success only", "No other way exists because {svc} has no store for messages that cannot be processed", "The store was left out because the library of {other} was taken over without it"},
		[]remedy{{"Add a store for messages that {part} cannot process", "control", "prevent", "A message that raises an error three times leaves the queue and the next one is processed"}, {"Block a second reading of one message in {svc}", "control", "mitigate", "A replayed message leaves no second row in a test with {n} orders"}},
	},
	{
		"secure-development", "process",
		[]string{"A.8.25", "A.8.29"},
		[]string{"Releases of {svc} are tested with new data and not with data that is already stored", "The test of {part} covers one tenant"},
		[]string{"The fault reached production because the pipeline was green", "It was green because its data are made by the newest version of {svc}", "Stored data are left out because they hold addresses and may not leave production", "A masked copy does not exist because {other} and {svc} each wait for the other to build it"},
		[]remedy{{"Test each release of {svc} with masked data of the last week", "control", "prevent", "The release of this report is stopped by the new test"}, {"Validate the format of stored orders before a rollout of {part}", "control", "prevent", "A rollout with {n} orders of the old format stops by itself"}},
	},
	{
		"change-management", "process",
		[]string{"A.8.32", "A.8.9"},
		[]string{"A change of {svc} reaches all nodes at once", "Changes of {part} are reviewed without a preview of their effect"},
		[]string{"All shops were hit because every node got the change in the same minute", "The rollout has one step because it was written for four nodes", "A second step was not asked for because the checklist for changes covers releases only", "Settings count as data since the move to {other}"},
		[]remedy{{"Limit each rollout of {svc} to one node in ten until its error rate is known", "control", "mitigate", "A faulty change in staging stops after the first group"}, {"Require a preview of the effect for changes of {part}", "control", "prevent", "A change without the preview is refused by the pipeline"}},
	},
	{
		"misconfiguration", "technology",
		[]string{"A.8.9"},
		[]string{"Settings of {svc} are kept by hand in {n} places", "The default of {part} differs from what the handbook says"},
		[]string{"The setting was wrong in one region because it was typed there by hand", "It is typed by hand because the tool for {svc} does not know this value", "The value is new since the upgrade of {other} and came with an open default", "No check compares the regions because each was built by another project"},
		[]remedy{{"Enforce the settings of {svc} from one source in all regions", "control", "prevent", "A value changed by hand is put back and reported"}, {"Restrict the default of {part} to signed-in callers", "control", "prevent", "A new instance refuses a request without a sign-in"}},
	},
	{
		"capacity-resilience", "technology",
		[]string{"A.8.6", "A.8.14"},
		[]string{"Each node of {svc} opens a fixed number of connections", "{part} runs on one host and shares it with the batch jobs"},
		[]string{"Requests waited because no connection was free", "Connections ran out because the sum over all nodes is more than the database accepts", "The sum grew because the number per node is a constant from a time with four nodes", "The load test does not show it because it stops at the level of last November"},
		[]remedy{{"Replace the connections per node with a shared pool in front of {svc}", "control", "prevent", "{n} nodes run under load without a refused connection"}, {"Test {svc} each quarter at three times its last peak", "control", "prevent", "The first run has a written result and the next three have a date"}},
	},
	{
		"asset-inventory", "process",
		[]string{"A.5.9", "A.8.1"},
		[]string{"The certificate of {svc} is in no list and has no owner", "{part} was set up by a project that has ended and is in no inventory"},
		[]string{"It was not renewed because its end date reached no inbox", "No reminder was sent because reminders are made from the inventory", "The inventory does not hold it because it is filled from {other} and this part is older", "The move of older parts was planned and had no date"},
		[]remedy{{"Add every certificate of {svc} to the inventory with an owner", "control", "prevent", "A scan of all hosts finds no certificate that the inventory does not hold"}, {"Alert 30 days before any certificate ends", "detection", "detect", "A test certificate that ends in 29 days opens a ticket"}},
	},
	{
		"access-lifecycle", "process",
		[]string{"A.5.18", "A.5.16", "A.8.2"},
		[]string{"Accounts of contractors in {svc} are closed on request only", "Access to {part} is given by role and is kept when the role changes"},
		[]string{"The account was open because no request to close it came", "No request came because the contract ended in a system that does not tell {svc}", "The two systems are not joined because {svc} keeps its own list of accounts", "That list exists since before the single sign-on and was left out of it"},
		[]remedy{{"Automate the closing of accounts in {svc} on the last day of a contract", "access", "prevent", "A test contract that ends today has no open account tomorrow"}, {"Revoke access to {part} when a role changes", "access", "prevent", "A test person who moves between teams loses the old access overnight"}},
	},
	{
		"weak-authentication", "technology",
		[]string{"A.8.5", "A.5.17"},
		[]string{"Shared accounts of {svc} accept a password alone", "A session of {part} lives for weeks and is tied to no device"},
		[]string{"The outsider could sign in because the password was enough", "It was enough because shared accounts have no second factor", "They have none because the single sign-on covers named people", "Accounts of a shift were left for later and have no owner who asks for it"},
		[]remedy{{"Require a second factor for all shared accounts of {svc}", "access", "prevent", "A sign-in with the password alone is refused on all {n} accounts"}, {"Limit a session of {part} to one device and one day", "access", "mitigate", "A session copied to a second device is refused"}},
	},
	{
		"secrets-exposure", "technology",
		[]string{"A.8.4", "A.5.17", "A.8.24"},
		[]string{"The build of {svc} prints its environment when a step is run again in debug mode", "Keys of {part} are kept in files beside the code"},
		[]string{"The token was public because the log is public and showed it", "The log showed it because debug mode prints the environment", "Masking is off in debug mode because it hid the values that were looked for", "A way to look at values without the log does not exist on {other}"},
		[]remedy{{"Enforce masking of secrets in debug logs of every pipeline", "control", "prevent", "A seeded secret is masked in a debug run of all {n} pipelines"}, {"Rotate the keys of {part} each month by machine", "control", "mitigate", "A key of last month is refused"}},
	},
	{
		"alerting-gap", "detection",
		[]string{"A.8.16"},
		[]string{"The lag of {svc} is shown on a graph and has no alert", "Alerts of {part} go to a channel that is muted at night"},
		[]string{"The rise was seen late because a graph was the only place that showed it", "No alert exists because the measure was added with the new version of {svc}", "The checklist for a new version asks for a graph and not for an alert"},
		[]remedy{{"Alert when {svc} lags by more than {n} seconds", "detection", "detect", "A replica paused for two minutes pages the on-call"}, {"Alert the on-call on each error of {part} outside of office hours", "detection", "detect", "A test error at night opens a page"}},
	},
	{
		"logging-gap", "detection",
		[]string{"A.8.15", "A.8.17"},
		[]string{"Logs of {svc} are kept for {n} days and hold no network of the caller", "{part} writes no line when it refuses a request"},
		[]string{"The first misuse cannot be dated because the logs of that week are gone", "They are gone because the period was set to save storage", "The period is the same for all logs because {svc} has one setting for them"},
		[]remedy{{"Log the network of the caller in {svc} and keep it for 180 days", "detection", "detect", "A request of last month can be traced to its network"}, {"Log each refused request of {part} with its reason", "detection", "detect", "A refused test request leaves a line with its reason"}},
	},
	{
		"procedure-missing", "process",
		[]string{"A.5.37", "A.5.26"},
		[]string{"The runbook of {svc} ends at restarting the nodes", "No page says how access to {part} is taken away in a hurry"},
		[]string{"The next step was slow because it had to be worked out live", "It was worked out live because the runbook has no line for this case", "The case is missing because runbooks are written from past alerts"},
		[]remedy{{"Document how {svc} is switched to its second site, with the commands", "response", "mitigate", "A person outside of the team switches the test system with the page alone"}, {"Publish the steps that close {part} to the outside", "response", "mitigate", "The steps were walked through once and took less than the limit of the policy"}},
	},
	{
		"procedure-unusable", "process",
		[]string{"A.5.37"},
		[]string{"The page for a failover of {svc} describes the version before the last", "The contact list for {part} is printed once a year"},
		[]string{"The commands of the page did not work because they name hosts that are gone", "The page is old because it is outside of the repository of {svc}", "It has no test, so a change of hosts leaves it as it is"},
		[]remedy{{"Migrate the failover page of {svc} into its repository with a test of the commands", "response", "mitigate", "A renamed host breaks the build until the page is mended"}, {"Replace the printed list of {part} with one that is checked each quarter", "response", "mitigate", "A test call reaches all {n} numbers"}},
	},
	{
		"handover-communication", "people",
		[]string{"A.5.24", "A.5.37"},
		[]string{"A shift hands over {svc} by chat without a fixed place for open changes", "Support and {team} each keep their own text for shops"},
		[]string{"The second shift started from the beginning because the open change was not known to it", "It was not known because the handover is a message among others", "A fixed place was dropped with the move of the chat"},
		[]remedy{{"Add open changes of {svc} to the handover page that both shifts sign", "response", "mitigate", "A week of handovers shows each open change"}, {"Publish one text for shops that support and {team} share", "response", "mitigate", "An exercise sends the text within the promised time"}},
	},
	{
		"skills-training-gap", "people",
		[]string{"A.6.3"},
		[]string{"The tool for {part} is used twice a year and has no date for practice", "The course for {svc} leaves out its recovery"},
		[]string{"The restore took a detour because its order was not known", "It was not known because it is needed twice a year", "Practice is not planned because the course ends with the daily work"},
		[]remedy{{"Exercise a restore of {svc} each half-year with a changing pair", "training", "mitigate", "Two pairs have restored the test system on their own"}, {"Train the on-call of {team} on the recovery of {part}", "training", "mitigate", "All {n} people of the rota have done the drill"}},
	},
	{
		"staffing-workload", "people",
		[]string{"A.5.2", "A.5.4"},
		[]string{"One rota covers {svc} and {other} in the weeks of the peak", "The work on {part} is planned beside two projects"},
		[]string{"Two alerts waited because the rota was busy with a third", "The rota covers two services because one was moved without its people", "The plan for the peak counts services and not alerts"},
		[]remedy{{"Segment the rota so that {svc} and {other} have their own on-call in the peak", "other", "mitigate", "The plan for the next peak names two people for each week"}, {"Limit planned work on {part} to what one project holds", "policy", "prevent", "The plan of the quarter shows no second project beside it"}},
	},
	{
		"ownership-unclear", "policy",
		[]string{"A.5.2", "A.5.3"},
		[]string{"{part} is used by {n} services and belongs to none", "It is open who decides on the limits of {svc}"},
		[]string{"The change waited because two teams thought of the other as the owner", "Both had a reason because the page of {svc} names a team that was split", "The split moved people and services, and shared parts were not on the list"},
		[]remedy{{"Document an owner for each of the {n} shared parts of {svc}", "policy", "prevent", "Each part names one team that has confirmed it"}, {"Publish who decides on the limits of {svc}", "policy", "prevent", "The page names the role and was used for one decision"}},
	},
	{
		"risk-accepted", "policy",
		[]string{"A.5.4"},
		[]string{"{svc} runs in one region, which was accepted for its cost", "The upgrade of {part} was put off twice"},
		[]string{"There was no second place because all reads and writes go to one region", "A second region was put off on the ground of its cost", "The decision names no date on which it is looked at again"},
		[]remedy{{"Add a date and a limit to the accepted risk of {svc}", "risk-assessment", "prevent", "The register shows both and a reminder is set"}, {"Migrate {part} to the version that is supported", "patching", "prevent", "No host runs the old version"}},
	},
	{
		"policy-gap", "policy",
		[]string{"A.5.1", "A.5.36"},
		[]string{"The policy for access does not cover {part}", "Two policies name different limits for data of {svc}"},
		[]string{"The check passed over it because it follows the policy", "The policy does not name it because it lists systems of the office", "The list was written before {svc} had accounts of its own"},
		[]remedy{{"Publish a policy for access that covers {svc} and {part}", "policy", "prevent", "The next check of accounts includes both"}, {"Remove the second limit for data of {svc}", "policy", "prevent", "One limit is left and both pages link to it"}},
	},
	{
		"data-handling", "policy",
		[]string{"A.5.12", "A.8.10", "A.8.12"},
		[]string{"Exports of {svc} stay in the folder after they were fetched", "Test data of {part} are copies of orders with addresses"},
		[]string{"So many files were readable because the folder holds each export since the start", "They stay because no rule says when an export may go", "The rule for keeping data names tables and not files"},
		[]remedy{{"Delete exports of {svc} after seven days", "control", "mitigate", "A test export is gone on the eighth day"}, {"Encrypt the exports of {part} with a key of the receiver", "control", "prevent", "A file taken from the folder cannot be read without the key"}},
	},
	{
		"supplier-failure", "suppliers",
		[]string{"A.5.22", "A.5.19"},
		[]string{"{part} depends on one site of {sup}", "An outage of {sup} stops {svc} in the same minute"},
		[]string{"Orders stopped because {svc} waits for an answer of {sup}", "It waits because an order without an answer cannot be kept", "A buffer was left out because {sup} had no outage in the first year"},
		[]remedy{{"Add a buffer in front of {sup} that holds a day of orders", "control", "mitigate", "{svc} takes orders for a day in a test without {sup}"}, {"Migrate {part} to both sites of {sup}", "supplier", "mitigate", "One site switched off in a test leaves {part} running"}},
	},
	{
		"supplier-contract-gap", "suppliers",
		[]string{"A.5.20", "A.5.21"},
		[]string{"The agreement with {sup} names no time for telling us of changes", "The contract for {part} has no contact outside of office hours"},
		[]string{"The change was a surprise because no notice came", "No notice came because the agreement does not ask for one", "The agreement is the standard text of {sup} and was signed for a trial"},
		[]remedy{{"Require notice of changes from {sup} two weeks ahead", "supplier", "prevent", "The signed agreement names the time and the address"}, {"Add a contact for the night to the contract for {part}", "supplier", "mitigate", "A test call at night is answered"}},
	},
	{
		"physical-utility", "environment",
		[]string{"A.7.11", "A.7.5"},
		[]string{"The cabinet of {svc} draws from a strip with free sockets", "The depot has one line to {other}"},
		[]string{"The switch was dark because its strip had tripped", "It tripped because a second large load was plugged in", "The load met the strip because its free sockets point into the room"},
		[]remedy{{"Isolate the cabinet of {svc} on its own fused line", "other", "prevent", "The electrician's protocol shows a separate line"}, {"Add a second line for {other} on another path", "supplier", "mitigate", "The depot works with the first line pulled"}},
	},
	{
		"physical-access", "environment",
		[]string{"A.7.2", "A.7.1"},
		[]string{"The room with the hosts of {part} opens with the key of the office", "Visitors pass the rack of {svc} on the way to the meeting room"},
		[]string{"The plug could be reached because the rack stands open", "It stands open because the room was a store before", "The move of the rack changed the plan of the hosts and not that of the keys"},
		[]remedy{{"Restrict the room of {part} to three named roles", "access", "prevent", "A card of the office is refused at the door"}, {"Migrate the rack of {svc} to the locked room", "other", "prevent", "The old place is empty and the plan is changed"}},
	},
	{
		"vulnerability-patching", "process",
		[]string{"A.8.8", "A.8.19"},
		[]string{"Libraries inside of images of {svc} are in no scan", "Patches for {part} wait for the next planned release"},
		[]string{"The flaw was there because the library was two versions behind", "The scan did not show it because it reads the hosts and not the images", "Images came later than the scan and were not added to it"},
		[]remedy{{"Patch the library in all images of {svc}", "patching", "repair", "No image in use holds the old version"}, {"Block images of {part} with a known flaw of high rank", "patching", "prevent", "A test image with an old library is refused"}},
	},
	{
		"legacy-obsolescence", "technology",
		[]string{"A.8.8", "A.7.13"},
		[]string{"{part} runs on a version that gets no more fixes", "The hosts of {svc} are past the age at which they are replaced"},
		[]string{"No fix was there because the version is out of support", "The version was kept because {other} depends on its old interface", "The new interface is half built since the project ended"},
		[]remedy{{"Replace the old interface between {svc} and {other}", "patching", "prevent", "No call of the old interface in a week of logs"}, {"Retire the {n} oldest hosts of {svc}", "patching", "prevent", "The list of hosts shows none past its age"}},
	},
	{
		"segmentation", "technology",
		[]string{"A.8.22", "A.8.20"},
		[]string{"Hosts of {svc} may open connections to any address", "The office network reaches the administration port of {part}"},
		[]string{"The code could call out because outgoing traffic is open", "It is open because updates came from many places", "Updates come from one mirror since last year, and the rule was left"},
		[]remedy{{"Restrict outgoing traffic of {svc} to {n} known targets", "control", "mitigate", "A connection to a foreign address is refused and logged"}, {"Segment the administration port of {part} from the office network", "control", "prevent", "A scan from the office finds no open port"}},
	},
	{
		"unsafe-default-design", "technology",
		[]string{"A.8.27", "A.8.26"},
		[]string{"{svc} puts the session into the address when a cookie is refused", "A new folder of {part} is readable to anybody with the link"},
		[]string{"A stranger could read it because the link was enough", "The link is enough because that is the default of a new folder", "The default was chosen for a public page that is gone", "No list says what a link may carry, so no test looks at it"},
		[]remedy{{"Remove the session from every address that {svc} makes", "control", "prevent", "A test fails on any address with a session"}, {"Enforce a sign-in for each new folder of {part}", "control", "prevent", "A new folder opened without a sign-in shows the sign-in page"}},
	},
	{
		"backup-recovery", "process",
		[]string{"A.8.13", "A.5.30"},
		[]string{"The backup of {part} has no test and no date for one", "Runs of {svc} overwrite the copy that a repair needs"},
		[]string{"The repair took a detour because the copy of the day was gone", "It was gone because the second run wrote over it", "One copy is kept because storage was scarce when the run was written"},
		[]remedy{{"Automate a weekly restore of {part} into an empty system", "control", "mitigate", "Four weeks of restores ended without a manual step"}, {"Add a copy of each day to the runs of {svc}", "control", "mitigate", "The tables of any day of the last two weeks can be built again"}},
	},
	{
		"event-reporting-gap", "detection",
		[]string{"A.6.8", "A.5.25"},
		[]string{"Odd mails are reported in {n} different places", "Calls about {part} reach security through the daily digest"},
		[]string{"Security heard of it late because the first report lay in a shared folder", "It lay there because the button for reports is missing in the mobile app", "The app came after the button and was not part of its rollout"},
		[]remedy{{"Publish one address for odd mails in all clients", "detection", "detect", "A test mail reported on a phone opens a ticket"}, {"Automate the handover of calls about {part} to security", "detection", "detect", "A test call marked as odd reaches the analyst on duty"}},
	},
	{
		"social-engineering-exposure", "people",
		[]string{"A.6.3", "A.8.23"},
		[]string{"Mails from outside about claims look like those of {sup}", "The sign-in of {svc} can be copied and nothing on the page tells the difference"},
		[]string{"The page was taken for ours because it looked the same", "The address did not help because mails of {sup} come from {n} addresses", "The proxy lets new domains pass because {sup} adds some each month"},
		[]remedy{{"Block sign-in pages on domains younger than 30 days", "control", "prevent", "A test page on a new domain does not open"}, {"Train the shift on claims with mails of the last quarter", "training", "mitigate", "Three of four people of the shift report the test mail"}},
	},
}

// contributing are the categories that add to an incident of any theme.
var contributing = []string{
	"alerting-gap", "alerting-gap", "logging-gap", "handover-communication", "skills-training-gap", "staffing-workload", "procedure-unusable",
	"procedure-missing", "ownership-unclear", "risk-accepted", "policy-gap", "supplier-contract-gap", "segmentation", "backup-recovery", "secure-development",
}
