package schema_test

// accepted are lines of front matter that the reader takes without a word.
var accepted = []string{
	"title: T", "title: 2026", "title: true", "title: 2026-03-02", "title: ''", "title:", "title: !!str 5", "title: |\n  two\n  lines",
	"tlp: amber+strict", "tlp: Amber+Strict", "tlp: WHITE", "tlp: ''", "tlp:", "tlp: ~", "tlp: ' red '", "tlp: \"red\\u00a0\"",
	"detection: third_party", "detection: Third Party", "detection: \"Mon\\u0130tor\\u0130ng\"",
	"timeline: [{milestone: Fixed}, {milestone: impact started}, {milestone: \"ac\\u212Anowledged\"}]",
	"severity: sev1", "severity: SEV-1", "severity: sev 1", "severity: P1", "severity: 1", "severity: 4", "severity: '1'", "severity: Critical", "severity:", "severity: ''",
	"severity: größe 5", "severity: \"\\tSev_1\\u2003\"", "severity: true", "severity: 'True'", "severity: '07'", "severity: 07",
	"services: [a, 1, true, 2026-01-01, null, '']", "services: []", "services:", "trigger: anything", "trigger: configuration-push",
	"classification: {type: x, vector: y, attack: [T1552.001]}", "classification:", "classification: {}",
	"impact: {customers: 1200, records: 1_200, effort_hours: 1.5}", "impact: {customers: unknown, records: '12', effort_hours: 1e3, cost: {amount: 0, currency: EUR}}",
	"impact: {customers: '', records: 007, cost: }", "impact: {customers: +5, records: 1000000000000000000, confidentiality: High}",
	"timeline: [{at: 2026-03-02T21:14:00Z}, {at: 2026-03-02 21:14}, {at: 2026-03-02}, {at: unknown}, {at: Unknown}, {at: }, {at: ''}]",
	"timeline: [{at: 2026-03-02T21:14:00.25+01:00}, {at: '2026-03-02 21:14 UTC'}, {at: 22025-03-18T10:00:00Z}, {at: 2024-02-29}]",
	"timeline:", "timeline: []", "timeline: [{}]",
	"causes: [{category: made-up, role: Root, whys: [a, b]}]", "controls: [{ref: own:1, verdict: failed}]",
	"review: {held: 2026-03-10, hot_wash: unknown, absent: [{who: x}], waived: null}", "review: {held: 2026-3-1, waived: {by: x}}", "review: {held: 2026-03-10T10:00:00Z}",
	"actions: [{due: 2026-03-31, priority: p1, status: TODO}]", "actions: [{status: won't do}, {status: In Progress}]", "actions: [{verified: null, evidence: null, escalations: }]",
	"lint: {ignore: [{rule: made-up, reason: x}]}", "approvals: [{on: 2026-03-14}]", "\"title\": x", "? title\n: x",
}

// refused are lines of front matter with one fault each.
var refused = []string{
	"titel: x", "foo: x", "due: 2026-03-31", "<<: {title: x}", "Title: x", "1: x", "? [a]\n: b",
	"title: [a]", "title: {a: b}",
	"tlp: purple", "tlp: 1", "tlp: true", "tlp: [red]", "tlp: {a: b}", "tlp: amber-strict", "tlp: ' '",
	"detection: monitor", "timeline: [{milestone: over}]", "actions: [{priority: P5}]", "actions: [{priority: 1}]", "actions: [{status: dnoe}]",
	"severity: sev9", "severity: 5", "severity: 0", "severity: '01'", "severity: false", "severity: unknown", "severity: ' '", "severity: [sev1]", "severity: 7",
	"services: a", "services: 1", "services: {a: b}", "services: [[a]]", "services: [{a: b}]",
	"classification: x", "classification: [a]", "classification: {typ: x}", "impact: 5", "impact: {cost: 5}", "impact: {cost: {currncy: EUR}}",
	"impact: {customers: many}", "impact: {customers: -1}", "impact: {customers: '-1'}", "impact: {customers: 1.000.000}", "impact: {customers: 1 200}", "impact: {customers: Unknown}",
	"impact: {customers: nan}", "impact: {customers: .nan}", "impact: {customers: .inf}", "impact: {customers: 0x10}", "impact: {customers: true}", "impact: {customers: [1]}",
	"impact: {customers: 1e19}", "impact: {customers: 1e999}", "impact: {customers: '1e3'}", "impact: {customers: ~1}", "impact: {customers: 1,5}", "impact: {confidentiality: severe}",
	"timeline: x", "timeline: {at: 2026-03-02}", "timeline: [x]", "timeline: [null]", "timeline: [[]]", "timeline: [{when: 2026-03-02}]",
	"timeline: [{at: yesterday}]", "timeline: [{at: 2026}]", "timeline: [{at: 2026-13-01}]", "timeline: [{at: 2026-02-30}]", "timeline: [{at: 2026-02-29}]", "timeline: [{at: 2026-03-02T24:00:00Z}]",
	"timeline: [{at: 2026-03-02T10:61Z}]", "timeline: [{at: 26-03-02}]", "timeline: [{at: 2026-03-02T10:00 CET}]", "timeline: [{at: 2026-03-02T10:00:00+15:00}]", "timeline: [{at: '14:??'}]", "timeline: [{at: 02.03.2026}]", "timeline: [{at: [2026-03-02]}]",
	"review: {held: yesterday}", "review: {held: Unknown}", "review: {held: 20260310}", "review: {held: true}", "review: {waived: yes}", "review: {waived: {who: x}}", "review: [held]", "review: {participants: x}",
	"actions: {id: A1}", "actions: [A1]", "actions: [{owners: x}]", "actions: [{due: soon}]", "actions: [{rollout: 5}]", "actions: [{rollout: {targets: all}}]", "actions: [{verified: {result: great}}]", "actions: [{escalations: [{decision: wait}]}]", "actions: [{evidence: x}]",
	"related: [{relation: same}]", "notifications: [{sent: later}]", "lint: {ignore: rule}", "lint: {ignore: [rule]}", "lint: {disable: []}",
}

var acceptedPolicies = []string{
	"organisation: Lindgrove Parcel\nreports: [incidents]\ntemplates: x\n", "organisation: 5\nreports:\nseverities:\n",
	"severities: [{id: major, aliases: [1, big], review: Required, review_within: 1w, hot_wash: 90m, timeline: 4, sections: [Summary], milestones: [started, own]}]\n",
	"severities: [{id: 1}, {id: true, timeline: '5', hot_wash: ' 4h ', review: , name: }]\n", "severities: []\n",
	"kinds: [{id: near-miss, review: none}, {id: Exercise, timeline: 0}]\n",
	"timeline: {gap: 4h}\ncauses: {whys: 0}\nreview: {not_before: 00000d}\nactions: {due_soon: 7d, due_within: {P1: 15d, P4: }}\n",
	"timeline: {gap: ''}\ncauses: {whys: 1000}\nreview: {not_before: }\nactions: {due_within: }\n", "causes: {whys: '+0007'}\n", "causes: {whys: -0}\n", "causes: {whys: ''}\n",
	"vocabulary: {causes: {mode: replace, entries: [{id: x, name: X, bone: people}]}, triggers: {entries: [{id: y}]}, vectors: {mode: }, services: [a, 1], teams: , suppliers: []}\n",
	"rules: {action-due: off, timeline-gap: error}\n", "rules:\n", "rules: {}\n",
	"overrides: [{paths: [\"reports/2019-**\"], rules: {action-due: off}}]\n", "overrides: [{severities: [sev1], rules: {}}]\n", "overrides: [{severities: [sev1], paths: []}]\n",
}

var refusedPolicies = []string{
	"foo: x\n", "time_line: {}\n", "organisation: [x]\n", "reports: incidents\n", "severities: {id: x}\n", "severities: [x]\n", "severities: [{name: x}]\n", "severities: [{id: }]\n", "severities: [{id: ''}]\n",
	"severities: [{id: x, reviews: none}]\n", "severities: [{id: x, review: maybe}]\n", "severities: [{id: x, hot_wash: 4}]\n", "severities: [{id: x, hot_wash: soon}]\n", "severities: [{id: x, timeline: many}]\n", "severities: [{id: x, sections: Summary}]\n",
	"kinds: [{id: incident}]\n", "kinds: [{review: none}]\n", "kinds: [{id: }]\n", "kinds: [{id: exercise, review_within: 1y}]\n",
	"timeline: {gap: soon}\n", "timeline: {gap: 4 h}\n", "timeline: {gap: true}\n", "timeline: {gap: 100000h}\n", "timeline: 4h\n", "causes: {whys: many}\n", "causes: {whys: -1}\n", "causes: {whys: 1001}\n", "causes: {whys: '1001'}\n", "causes: {whys: 1.5}\n", "causes: {whys: true}\n",
	"actions: {due_within: {P9: 1d}}\n", "actions: {due_within: {P1: 1}}\n", "actions: {due_within: [P1]}\n", "actions: {due_within: {p1: 1d}}\n",
	"vocabulary: {causes: {entries: [{id: x, bone: persons}]}}\n", "vocabulary: {causes: {entries: [{id: x}]}}\n", "vocabulary: {causes: {mode: add}}\n", "vocabulary: {causes: [x]}\n", "vocabulary: {triggers: {entries: [{id: x, bone: people}]}}\n", "vocabulary: {services: {a: b}}\n",
	"rules: {action-due: on}\n", "rules: {action-due: OFF}\n", "rules: {action-due: }\n", "rules: {action-dew: off}\n", "rules: [action-due]\n", "rules: {action-due: {level: off}}\n", "rules: {[a]: off}\n",
	"overrides: [{rules: {action-due: off}}]\n", "overrides: [{paths: [], severities: []}]\n", "overrides: [{paths: [''], severities: [null]}]\n", "overrides: [{paths: x}]\n", "overrides: [{paths: [a], rules: {action-due: no}}]\n", "overrides: [{paths: [a], rules: {x: off}}]\n", "overrides: [{path: [a]}]\n",
}
