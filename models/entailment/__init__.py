"""What supports a claim: a small trained classifier over facts, or sentences, and a text about them."""
