"""What is known of someone off line: rubric, assessments, agreement, whom to assess next."""
