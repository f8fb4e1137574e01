using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Runs actors on the thread that sends to them.</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    public static new string Id = "akka.test.calling-thread-dispatcher";

    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator) => Throughput = int.MaxValue;

    /// <summary>Without the synchronization context of the test: an await in an actor must go on in the actor.</summary>
    protected override void ExecuteTask(IRunnable run)
    {
        var ofTest = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(null);
            run.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(ofTest);
        }
    }

    protected override void Shutdown()
    {
    }
}

/// <summary>One dispatcher for all.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _instance;

    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = new CallingThreadDispatcher(this);

    public override MessageDispatcher Dispatcher() => _instance;
}
