// Two cores: engines under test take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
