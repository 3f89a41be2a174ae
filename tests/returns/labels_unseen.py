"""Labels written after the matcher was tuned, on which it is measured. Once words are added because of one, it is unseen no more:
move it to the lists that were tuned on, and write another."""

MEANT_UNSEEN = {
    1: [
        "Average caseload of social workers at 30 Sep 2017",
        "Social worker caseload (mean)",
        "Ave SW case load at period end",
        "Caseloads - average per social worker",
        "Average number of children per social worker",
    ],
    2: [
        "Serious Incident Notifications made to Ofsted",
        "Total number of SINs submitted to Ofsted",
        "Number of notifications to Ofsted of serious incidents",
        "Serious incident notification count",
    ],
    3: [
        "Percentage of re-referrals in 12 months",
        "Repeat referrals within a year",
        "% of referrals that are re-referrals (within 12 months)",
        "Re-referrals as a % of all referrals",
        "Referrals within 12 months of an earlier referral %",
    ],
    4: [
        "Referrals - assessed and found not in need %",
        "% of referrals leading to assessment with no need identified",
        "% children assessed as not in need following referral",
        "% referrals where assessment finds child not in need",
    ],
    5: [
        "Section 47s started per 10,000 population",
        "S47 enquiries rate per 10,000 children",
        "Rate of child protection enquiries (s47) per 10k",
        "s47 investigations started per 10,000",
        "Number of S47 enquiries per 10,000",
    ],
    6: [
        "% of plans ending within 3 months",
        "CP plans ended after 3 months or less (%)",
        "% CPP closures with duration under 3 months",
        "Percentage of children ceasing to be on a plan within three months",
    ],
    7: [
        "% children subject to repeat CP plan",
        "Children becoming subject to CPP for second or subsequent time (%)",
        "% new CP plans that are repeat plans",
        "% subject to CP Plan for 2nd/subsequent time",
        "Second time CP plans %",
    ],
    8: [
        "% of council children's homes graded good or outstanding",
        "LA run children's homes Good or better (%)",
        "In-house children's homes rated good or outstanding",
        "% LA Childrens Homes - Ofsted Good/Outstanding",
    ],
    9: [
        "Rate of children becoming looked after per 10,000",
        "Rate of new LAC per 10,000",
        "Children entering care per 10k",
        "LAC admissions per 10,000 0-17s",
    ],
    10: [
        "% of LAC (12m+) attending good/outstanding schools",
        "Looked after children in schools rated good or better",
        "% CLA 12+ months in Good or Outstanding school",
        "% LAC 12mths+ attending Good or Outstanding Schools",
    ],
    11: [
        "Attainment 8 score (LAC 12 months+)",
        "Average A8 for CLA",
        "KS4 LAC average Attainment 8",
        "Average Attainment 8 point score - LAC",
    ],
    12: [
        "% of 17-21 year old care leavers in touch",
        "Care leavers in contact with LA (%)",
        "Care leavers with whom we are in touch",
        "% care leavers LA is in touch with",
    ],
    13: [
        "% of care leavers engaged in EET",
        "Care leavers (17-21) in education employment or training",
        "Percentage of 17-21 care leavers in EET",
        "Care leavers - EET",
    ],
    14: [
        "% of care leavers in suitable housing",
        "Care leavers in suitable accommodation 17-21",
        "Suitable accommodation - care leavers",
        "% of 17-21 year old care leavers in suitable accommodation",
    ],
}

NEVER_UNSEEN = """Re-referral rate for early help
Referrals per social worker
Average caseload per IRO
Average caseload of team managers
Average caseload in assessment teams
Social workers with caseload over 25 (%)
Serious incidents involving children in care
Notifications of child deaths to Ofsted
Referrals accepted for assessment
% assessments completed in 45 days
% assessments leading to a CP plan
% S47 enquiries not leading to conference per 10,000
Strategy discussions per 10,000
% CP plans lasting 18 months or more
Average duration of CP plans ended
% CP plans ended due to becoming LAC
CP plans ended within 3 months of starting, number
CP visits within 4 weeks
% of looked after children with a previous CP plan
CP plans second time within 2 years, number of children
LA maintained schools rated good or outstanding
% children's centres good or outstanding
% residential placements good or outstanding out of area
Independent fostering agencies good or outstanding
LAC per 10,000 at year end
LAC ceasing per 10,000
% LAC starting under section 20
Rate of children starting on a child protection plan per 10,000
LAC 12 months+ absence rate
LAC 12 months + achieving 5 A*-C
% CLA 12 months + with up to date PEP
Progress 8 score for children looked after
Attainment 8 for care leavers
Attainment 8 of pupils not looked after
Care leavers whose contact was refused
% care leavers with whom contact has been lost
Care leavers EET at age 22-24
Care leavers in part time EET
% young offenders in EET
% young offenders in suitable accommodation
Care leavers suitable accommodation - number
Homeless care leavers
% care experienced parents in suitable accommodation
% 16-17 year olds in EET
% care leavers in touch and in EET
% LAC in touch with family
% care leavers in EET or suitable accommodation""".splitlines()
