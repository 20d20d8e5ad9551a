"""Rules on timing: TIM."""
