namespace Akka.Persistence.Journal;

/// <summary>What to do with replayed events that two incarnations of an actor wrote at the same time.</summary>
public enum ReplayFilterMode
{
    /// <summary>The recovery fails.</summary>
    Fail = 0,

    /// <summary>A warning is logged.</summary>
    Warn = 1,

    /// <summary>The events of the older incarnation are left out, with a warning.</summary>
    RepairByDiscardOld = 2,

    /// <summary>Nothing is looked at.</summary>
    Disabled = 3,
}
