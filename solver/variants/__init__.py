"""What a scenario with other rules admits: lots, designs, or nothing at all.

Explaining, pricing and stressing all ask the same question of many scenarios that differ in a few
rules; what one answer teaches is kept for the next.
"""
