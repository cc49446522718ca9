"""Next year's resolution from prior ones: plan -> roll, scrub -> suggest -> check -> lay out."""
