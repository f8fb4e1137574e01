using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Serialization;

namespace Akka.Remote.Associations;

/// <summary>Reads arrived messages and gives them to their recipients, with the restrictions of untrusted mode.</summary>
internal sealed class InboundDispatcher(Remoting remoting, Payloads payloads)
{
    private readonly bool _untrusted = remoting.Settings.UntrustedMode;
    private readonly HashSet<string> _trustedPaths = remoting.Settings.TrustedSelectionPaths;
    private readonly int _mailboxLimit = remoting.Kernel.InboundMailboxLimit;

    public void Deliver(in ArrivedMessage arrived, Association from)
    {
        object? message;
        try
        {
            message = payloads.Read(arrived.SerializerId, arrived.Manifest, arrived.Bytes);
        }
        catch (Exception e)
        {
            remoting.Notices.Error(null, "unreadable", $"A message from [{from.Remote}] with serializer id [{arrived.SerializerId}] and manifest [{arrived.Manifest}] cannot be read and is ignored: {e.Message}");
            return;
        }

        var recipient = arrived.Recipient;
        if (message is null || recipient is not { IsLocal: true })
        {
            remoting.Notices.Error(null, "not-local", $"Dropping message [{message?.GetType()}] for non-local recipient [{recipient}] from [{from.Remote}]");
            return;
        }

        if (remoting.Settings.LogReceive)
            remoting.Log.Debug("received message [{0}] to [{1}] from [{2}]", message, recipient, arrived.Sender);
        if (_untrusted && !IsAllowed(message, recipient, from))
            return;
        Deliver(message, recipient, arrived.Sender ?? remoting.System.DeadLetters);
    }

    private void Deliver(object message, IInternalActorRef recipient, IActorRef sender)
    {
        switch (message)
        {
            case ActorSelectionMessage selection:
                // Walked here, so that a busy actor on the way does not hold it up.
                SelectionDelivery.Deliver(recipient, sender, selection);
                break;
            case DaemonMsgCreate:
                remoting.Provider.RemoteDaemon.Tell(message, sender);
                break;
            case ISystemMessage system:
                recipient.SendSystemMessage(system);
                break;
            case var _ when _mailboxLimit > 0 && recipient is LocalActorRef local && local.Cell.NumberOfMessages >= _mailboxLimit:
                remoting.Drop(message, sender, recipient, $"the mailbox of [{recipient.Path}] holds {_mailboxLimit} messages");
                break;
            default:
                recipient.Tell(message, sender);
                break;
        }
    }

    private bool IsAllowed(object message, IInternalActorRef recipient, Association from)
    {
        switch (message)
        {
            case ActorSelectionMessage selection:
                var path = "/" + string.Join<SelectionPathElement>("/", selection.Elements);
                if (_trustedPaths.Contains(path) && selection.Message is not (IPossiblyHarmful or ISystemMessage) && recipient.Equals(remoting.Provider.RootGuardian))
                    return true;
                remoting.Log.Debug("operating in UntrustedMode, dropping inbound actor selection to [{0}], allow it by adding the path to 'akka.remote.trusted-selection-paths' in configuration", path);
                return false;
            case DeathWatchNotification notification:
                // A peer may say that its own actors are gone: it could end them as well.
                return notification.Actor.Path.Address == from.Remote || Refuse(message);
            case ISystemMessage or IPossiblyHarmful or DaemonMsgCreate:
                return Refuse(message);
            default:
                return !ReferenceEquals(recipient, remoting.Provider.RemoteDaemon) || Refuse(message);
        }
    }

    private bool Refuse(object message)
    {
        remoting.Log.Debug("operating in UntrustedMode, dropping inbound message of type [{0}]", message.GetType());
        return false;
    }
}
