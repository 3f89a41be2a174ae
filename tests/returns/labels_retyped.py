"""Labels as people retype them, with the KPI each means, invented after the form of 2017/18. The matcher was tuned on these."""

MEANT = {
    1: """Average social worker caseload at 30 September / period end
Average Social Worker caseload at 30 September/period end
Av. SW caseload (30 Sept)
Avg SW caseload
Ave. caseload per social worker at 30th September
Mean caseload per SW
KPI 1 - Average SW caseload
1. Average social worker case load
Average caseload per FTE social worker
Average no. of cases per social worker
SW caseloads (average)
Average socail worker caseload
AVERAGE SOCIAL WORKER CASELOAD AT 30 SEPT / PERIOD END
Average caseload (social workers) at period end""",
    2: """Number of serious incident notifications to Ofsted
Number Serious Incident Notifications to Ofsted
No. of SINs to Ofsted
No of serious incident notifications
KPI 2: Serious Incident Notifications (number)
2) Serious incident notifications to OFSTED
# serious incident notifications
Serious incidents notified to Ofsted
Number of serious incidents notified to Ofsted in the year
Serious incident notifictions to Ofsted""",
    3: """% referrals within 12 months of a previous referral
% referrals within 12 months of previous referral
Re-referral rate
Re-referral rate (12m)
KPI 3 re-refs
3. % of referrals which are repeat
% re-referrals within 12 months
Re-referrals within 12mths
Percentage of referrals that were re-referrals within 12 months
Re referrals in 12 months (%)
Rereferrals
Repeat referrals %
% of referrals in the year within 12 months of a previous referral
% referals within 12 months of previous referal
Proportion of re-referrals
Re-referrals to children's social care within 12 months
% refs within 12 mths of prev. referral
Percentage referrals within 12-months of a previous referral""",
    4: """% referrals that led to assessment and child assessed not in need, in the year / period
% referrals resulted in assessment and child assessed not to be in need in the year/period
% referrals assessed as not in need
Referrals assessed - child not in need (%)
% of referrals with child found not to be in need
4. % referrals resulting in an assessment, child not in need
% Referrals that resulted in C&F assessment and child assessed not to be in need
% assessments - no need identified
Percentage of referrals which led to assessment where child was assessed not to be in need
KPI4 Referrals assessed not in need""",
    5: """Rate per 10,000 of section 47 enquiries started in the year / period
Rate per 10k s47 enquiries started in the year/period
S47 rate per 10,000
s.47 enquiries per 10,000
Section 47s per 10k
Rate of S47 enquiries per 10,000 children
Sec 47 enquiries started, rate per 10,000
5. S47 enquiries (rate per 10 000)
KPI 5 - Section 47 rate per 10k
Rate of section 47 enquiries started per 10,000 children aged 0-17
Section 47 enquiries started per 10,000 0-17 population
Rate per 10K S47s started in year
Rate per 10,000 of s 47 enquiries started during the period""",
    6: """% child protection plans ended that had lasted 3 months or less, in the year / period
% ceased to be subject of CPP of duration of 3 months or less in the year/period
CP plans lasting 3 months or less
% CPP ceased within 3 months
Child protection plans closed under 3 months
% of CP plans ceased with a duration of 3 months or less
% CP plans ended lasting three months or less
6. % ceasing to be subject of a CP plan lasting 3mths or less
% children ceasing CP plan that lasted 3 months or less
CPP ceased: duration 3 months or less (%)
KPI 6 % CP plans closed within 3 months
% Child Protection Plans ended within 3 months
% CPPs lasting <3 months at closure""",
    7: """% becoming subject of a child protection plan for a second or subsequent time
% subject of a CP plan for second or subsequent time
Repeat CP plans
% repeat child protection plans
CPP second or subsequent
% CP plans 2nd or subsequent time
7. % children becoming subject of CPP for second/subsequent time
KPI 7 - % second or subsequent CP plans
% of children subject to a CP plan for a 2nd or subsequent time
% CPP for 2nd time or subsequent
Second or subsequent CP plans (%)
Repeat CPP %
% of child protection plans which are a second or subsequent plan""",
    8: """% LA children’s homes rated Good or Outstanding, year / period end
% LA Children's Homes rated Good/Outstanding year/period end
Children's homes good or better
% homes judged good or outstanding
% of LA childrens homes rated good or outstanding
8. LA children's homes rated Good/Outstanding (%)
% Childrens Homes Good+
% of children’s homes judged Good or better at 31 March
KPI 8 % LA Children's Homes Good / Outstanding
Local authority children's homes rated good or better at period end
% LA childrens home rated outstanding or good""",
    9: """Rate per 10,000 of children starting to be looked after in the year / period
Rate per 10k children starting to be LAC in year/period
LAC starts per 10,000
New entrants to care rate per 10k
Children becoming looked after per 10,000
Rate of children starting to be looked after per 10,000
9. Rate per 10,000 starting to be looked after
KPI 9 - LAC starts (rate per 10k)
Rate per 10k children starting to be CLA
Children starting to be looked after per 10,000 under 18s
Rate per 10,000 children who started to be looked after in the year
Rate per 10,000 of new entrants to care
Rate of CiC starting per 10k""",
    10: """% children looked after 12 months or more in Good or Outstanding schools
% LAC for 12mths+ in Good/Outstanding schools
LAC in good or better schools
% CLA attending good/outstanding schools
% LAC 12 months+ in good or outstanding schools
10. % looked after children (12 months or more) in Good/Outstanding schools
KPI 10: LAC in good or outstanding schools (%)
% of CiC for 12+ months attending Good or Outstanding schools
% of LAC for 12 mths + in Good & Outstanding schools
% children in care 12 months + at good or better schools
Children looked after in good/outstanding schools""",
    11: """Average Attainment 8 score per pupil looked after 12 months or more
Average Attainment 8 point score per pupil LAC for 12mths+
LAC Attainment 8
Attainment 8 CLA
A8 score LAC
11. Average Attainment 8 (LAC 12mths+)
Av. Att 8 score for LAC 12 months +
KPI 11 - Attainment 8 average for looked after children
CLA average attainment 8 score
Average A8 points score per LAC pupil
Attainment 8 - looked after children
Average Attainment 8 score for children in care 12 months or more""",
    12: """% care leavers now aged 17–21 in touch with the LA
% Care Leavers now aged 17-21 in touch with LA
Care leavers in touch
% CL in contact with the authority
% of care leavers (17-21) in touch
12. % care leavers aged 17 to 21 in touch with LA
KPI 12 Care leavers in touch with the local authority
Care leavers 17-21 in touch (%)
Care leavers with whom the LA is in touch
% care leavers now 17-21 who are in contact with LA
% care-leavers aged 17-21 in touch with the council""",
    13: """% care leavers now aged 17–21 in EET
% Care Leavers now aged 17-21 in EET
Care leavers in education, employment or training
Care leavers EET
% care leavers in EET (17-21)
13. % care leavers aged 17-21 in education, employment and training
KPI 13 - care leavers EET
Care leavers in ETE
% of CLs in EET
% care leavers 17 to 21 years in education, training or employment
Care leavers 17-21 EET %
Care leavers 19-21 in EET""",
    14: """% care leavers now aged 17–21 in suitable accommodation
% Care Leavers now aged 17-21 in suitable accommodation
Care leavers suitably housed
CL suitable accomm.
% care leavers in suitable accomodation
14. % of care leavers aged 17-21 in suitable accommodation
KPI 14 Care Leavers suitable accommodation
Care leavers 17-21 living in suitable accommodation
% of CLs now 17-21 in suitable accom
Care leavers in suitable accommodation (%)
Care leavers aged 19-21 in suitable accommodation""",
}

RETYPED = [(number, text) for number, texts in MEANT.items() for text in texts.splitlines()]
