using ActorEngine.Linux;

namespace ActorEngine.Shim.Loop;

/// <summary>A descriptor that the loop watches, and what happens when it is ready.</summary>
internal abstract class Pollable(FileDescriptor file)
{
    /// <summary>The descriptor; owned here unless a subclass says otherwise.</summary>
    public FileDescriptor File { get; } = file;

    /// <summary>What to wait for now; with none the descriptor is left out altogether, hang-ups included.</summary>
    public virtual PollEvents Wanted => PollEvents.Read;

    /// <summary>In the loop's list; only the loop sets it.</summary>
    public bool Watched { get; set; }

    public abstract void OnReady(PollEvents ready);
}
