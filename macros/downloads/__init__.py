"""What a learner takes away: files made from the bank of answers, a module each."""
