using System.Globalization;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.TestKit.Internal;

/// <summary>The reference behind <see cref="TestActorRef{TActor}"/>.</summary>
public class InternalTestActorRef : LocalActorRef
{
    private static int _names;

    private InternalTestActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <summary>The instance.</summary>
    /// <exception cref="IllegalActorStateException">There is none: creation failed, or the actor has stopped.</exception>
    public object UnderlyingActor => Cell.Actor ?? throw new IllegalActorStateException("Actor does not exist");

    public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef? supervisor = null, string? name = null)
    {
        var implementation = (ActorSystemImpl)system;
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
            props = props.WithDispatcher(CallingThreadDispatcher.Id);
        var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
        var mailboxType = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
        var parent = supervisor is null ? implementation.Provider.Guardian : (LocalActorRef)supervisor;
        var childName = name ?? CreateUniqueName();
        parent.Cell.ReserveChild(childName);
        var created = new InternalTestActorRef(implementation, props, dispatcher, mailboxType, parent, new ChildActorPath(parent.Path, childName, ActorCell.NewUid()));
        parent.Cell.InitChild(created);
        created.Start();
        return created;
    }

    public static string CreateUniqueName() => "$$" + Interlocked.Increment(ref _names).ToString(CultureInfo.InvariantCulture);

    public void Receive(object message, IActorRef? sender = null) =>
        Cell.UseThreadContext(() => Cell.ReceiveMessageForTest(new Envelope(message, sender ?? Cell.System.DeadLetters)));

    /// <summary>As <see cref="Receive"/>, and waits for an asynchronous handler; the task fails as the handler does.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cell.UseThreadContext(() =>
        {
            Cell.TaskScheduler.Ended = failure =>
            {
                if (failure is null)
                    done.TrySetResult();
                else
                    done.TrySetException(failure);
            };
            Cell.ReceiveMessageForTest(new Envelope(message, sender ?? Cell.System.DeadLetters));
            if (Cell.TaskScheduler.CurrentMessage is null)
                done.TrySetResult();
        });
        return done.Task;
    }

    public void Watch(IActorRef subject) => Cell.UseThreadContext(() => Cell.Watch(subject));

    public void Unwatch(IActorRef subject) => Cell.UseThreadContext(() => Cell.Unwatch(subject));

    public override string ToString() => "TestActor" + base.ToString();
}
