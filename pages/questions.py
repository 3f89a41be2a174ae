"""What do we ask each authority, and what does it rest on?"""

from challenge import asked_parts, ofsted_parts, question_parts, session

opened = session.open_view("questions")
if opened.view.area is not None:
    question_parts.one(opened)
elif opened.view.show == "ofsted":
    ofsted_parts.screen(opened)
else:
    asked_parts.region(opened)
