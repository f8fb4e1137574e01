using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message between cells: handled before user messages, also while the actor is suspended.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;

/// <summary>A system message as a link of the mailbox's intrusive list; one instance goes to one actor, once.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage? Next { get; set; }

    /// <summary>The message is in no list.</summary>
    public bool Unlinked => Next is null;

    public void Unlink() => Next = null;

    /// <summary>An actor that is suspended after a failure keeps the message until it is resumed or restarted.</summary>
    internal virtual bool StashWhenFailed => false;

    /// <summary>An actor that waits for its children to stop keeps the message.</summary>
    internal virtual bool StashWhenWaitingForChildren => false;
}
