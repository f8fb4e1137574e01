using System.Globalization;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs unhandled messages when akka.actor.debug.unhandled is on.</summary>
internal sealed class UnhandledMessageForwarder : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not UnhandledMessage unhandled)
            return false;
        var sender = unhandled.Sender is null ? "NoSender" : unhandled.Sender.Path.ToString();
        var text = string.Format(CultureInfo.InvariantCulture, "Unhandled message from {0} : {1}", sender, unhandled.Message);
        Context.System.EventStream.Publish(new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), text));
        return true;
    }
}
