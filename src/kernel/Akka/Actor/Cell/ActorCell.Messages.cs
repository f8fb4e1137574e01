using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    public virtual void SendMessage(IActorRef sender, object message) => SendMessage(new Envelope(message, sender));

    public virtual void SendMessage(Envelope message)
    {
        try
        {
            Dispatcher.Dispatch(this, _system.Settings.SerializeAllMessages ? SerializeAndDeserialize(message) : message);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Parent.ToString()!, ActorType, "Swallowing exception during message send"));
        }
    }

    /// <summary>Processes one message; a failure goes to the supervisor.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        var influencesTimeout = _receiveTimeout.HasValue && message is not INotInfluenceReceiveTimeout;
        try
        {
            CurrentMessage = message;
            _envelopeId = _envelopeId == int.MaxValue ? 0 : _envelopeId + 1;
            Sender = envelope.Sender ?? _system.DeadLetters;
            if (influencesTimeout)
                CancelReceiveTimeout();
            if (message is IAutoReceivedMessage)
                AutoReceiveMessage(envelope);
            else
                ReceiveMessage(message);
            CurrentMessage = null!;
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            if (_receiveTimeout.HasValue || _pendingReceiveTimeout is not null)
                CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
        }
    }

    /// <summary>Processes one message and lets a failure through; for tests that run the actor on their own thread.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        CurrentMessage = envelope.Message;
        Sender = envelope.Sender;
        try
        {
            ReceiveMessage(envelope.Message);
        }
        finally
        {
            CurrentMessage = null!;
            Sender = _system.DeadLetters;
        }
    }

    protected internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        if (_system.Settings.DebugAutoReceive)
            PublishDebug("received AutoReceiveMessage " + envelope.Message);
        switch (envelope.Message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case AddressTerminated addressTerminated:
                ReceivedAddressTerminated(addressTerminated.Address);
                break;
            case global::Akka.Actor.Kill:
                throw new ActorKilledException("Kill");
            case IntentionalRestart:
                throw new IntentionalActorRestartException();
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                new ActorSelection(_self, selection.Elements).Tell(selection.Message, Sender);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        var handled = _actor!.AroundReceive(_behavior, message);
        if (_system.Settings.AddLoggingReceive && _actor is ILogReceive)
            PublishDebug($"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}");
    }

    /// <summary>Nothing would be found out: no fallback serializer takes these here, and a copy of them is the same.</summary>
    private static bool IsItsOwnCopy(object payload) => payload is string || payload.GetType().IsPrimitive
        || payload is Dispatch.SysMsg.StopChild or Dispatch.SysMsg.RegisterTerminationHook or Dispatch.SysMsg.TerminationHook or Dispatch.SysMsg.TerminationHookDone;

    private Envelope SerializeAndDeserialize(Envelope envelope)
    {
        var payload = WrappedMessage.Unwrap(envelope.Message);
        if (envelope.Message is INoSerializationVerificationNeeded || payload is INoSerializationVerificationNeeded
            || IsItsOwnCopy(payload))
            return envelope;
        object copy;
        try
        {
            copy = Serialization.Serialization.WithTransport(_system, (Serialization: _system.Serialization, Payload: payload), static state =>
            {
                var serializer = state.Serialization.FindSerializerFor(state.Payload);
                var manifest = Serialization.Serialization.ManifestFor(serializer, state.Payload);
                return state.Serialization.Deserialize(serializer.ToBinary(state.Payload), serializer.Identifier, manifest);
            });
        }
        catch (Exception e)
        {
            throw new System.Runtime.Serialization.SerializationException(
                $"Failed to serialize and deserialize payload object [{payload.GetType()}]. Envelope: [{envelope}], Actor type: [{ActorType}]", e);
        }

        return ReferenceEquals(payload, envelope.Message) ? new Envelope(copy, envelope.Sender) : envelope;
    }
}
