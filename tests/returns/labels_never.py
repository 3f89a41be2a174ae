"""Labels of other rows, none of which is a KPI of the form, however near. The matcher was tuned on these."""

NEVER = """% referrals with no further action
Number of referrals
Number of re-referrals
Referrals per 10,000
Rate of referrals per 10,000
Referrals within 12 months
% referrals assessed within 45 days
% referrals decided within one working day
% referrals from schools
Re-referrals within 6 months
% re-referrals (target)
% referrals within 24 months of a previous referral
Re-referrals following NFA
% contacts leading to a referral
Referrals leading to assessment
% referrals that led to assessment
C&F assessments completed within 45 days
C&F assessments NFA
Number of referrals assessed as not in need
% referrals assessed in need
% children in need
CIN per 10,000
Rate of s47 leading to ICPC
Number of s47 enquiries
% s47 enquiries leading to an initial child protection conference
S47 enquiries: outcome substantiated %
S47s with no further action per 10,000
% s47 completed within 15 days
% ICPC in 15 days
Rate of ICPCs per 10,000
CP plans lasting 2 years or more
% CP plans ceased that lasted 2 years or more
% CP plans lasting over 3 months
CP plans open 3 months or more
Number of CP plans lasting 3 months or less
Children on CP plans per 10,000
Number of children with a CP plan
% CP plans reviewed within timescale
CP plans ceased
CP plans started per 10,000
Number of repeat CP plans
% CP plans second time within 3 months
% CPP not second or subsequent
Children subject of a CP plan
Care leavers NOT in touch
% care leavers no longer in touch
Care leavers in touch aged 22-25
Number of care leavers
Number of care leavers in touch
% care leavers NEET
% care leavers not in EET
Care leavers not in education, employment or training
% care leavers in higher education
Care leavers with a pathway plan
% care leavers in unsuitable accommodation
% care leavers not in suitable accommodation
Care leavers in bed and breakfast accommodation
Care leavers in custody
% care leavers staying put
Number of care leavers in suitable accommodation
Care leavers 17-18 in touch
LAC in Good schools (primary only)
% LAC in inadequate schools
% pupils in Good or Outstanding schools
% LAC under 12 months in good or outstanding schools
% LAC in schools not rated good or outstanding
Number of LAC in good or outstanding schools
Attainment 8 all pupils
Attainment 8
Average Attainment 8 score for SEND cohort
Average attainment 8 of children in need
Progress 8 LAC
Attainment 8 LAC gap
LAC at 31 March per 10,000
LAC rate per 10,000
Number of LAC
Children ceasing to be looked after per 10,000
Number of children starting to be looked after
UASC starting to be looked after per 10,000
Rate of LAC per 10k
Adoptions from care per 10,000
% LAC starting who were previously looked after
% LAC with three or more placements
% foster placements
% foster homes rated good or outstanding
% private children's homes rated Good/Outstanding
Number of LA children's homes
Number of children's homes rated good or outstanding
% early years settings rated good or outstanding
% LA children's homes rated inadequate
% children placed in good or outstanding children's homes
Agency social workers
% agency social workers
Average caseload of agency social workers
Caseload – max
Maximum social worker caseload
Average IRO caseload
Average caseload - newly qualified
Social worker vacancy rate
Social worker turnover
Number of social workers
Total caseload
Number of serious case reviews
Serious case reviews notified to Ofsted
Serious incidents
% serious incident notifications on time
Serious incident notifications per 10,000
Complaints to Ofsted
Ofsted judgement
KPI 7
7.
KPI 7 - CP plans lasting 3 months or less
KPI 13: % care leavers in suitable accommodation
Care leavers
% Care Leavers now aged 17-21
Children in care and care leavers
Key Performance Indicator
England
North West
Statistical neighbours
Target
% persistent absence
EHC plans in 20 weeks
NEET 16-17
Population 0-17
Comments
Average time between entering care and placement
Average length of CP plan (months)
Reduce re-referral rate
Change in re-referral rate""".splitlines()
