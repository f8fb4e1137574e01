namespace Akka.Actor;

/// <summary>Why an actor waits for children to stop.</summary>
internal enum WaitReason
{
    /// <summary>It asked them to; it works on meanwhile.</summary>
    UserRequest,

    /// <summary>It will then be restarted.</summary>
    Recreation,

    /// <summary>It will then be created again, after a failed creation.</summary>
    Creation,

    /// <summary>It will then stop.</summary>
    Termination,
}
