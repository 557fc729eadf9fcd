"""Study plans: which concepts a learner needs (alternatives chosen), in which order, why, and what comes next.

`needs` holds what each concept needs, `choice` chooses among alternatives, `plan` orders and explains, `frontier` tells
what can be learnt now.
"""

from kg.plans.frontier import NextStep, next_steps
from kg.plans.plan import Plan, PlanStep, study_plan

__all__ = ["NextStep", "Plan", "PlanStep", "next_steps", "study_plan"]
