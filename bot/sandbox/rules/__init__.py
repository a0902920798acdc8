"""What Slack would refuse: limits and surfaces of blocks, charts and views. `blocks` begins."""
