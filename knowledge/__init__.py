"""What is true: readers, extraction, the graph, planning and evidence."""
