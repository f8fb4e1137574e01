using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Watch;

/// <summary>
/// Signals to the shim itself. The launcher blocks them before the program starts, so that every thread of it does; a shim never
/// dies of a polite signal, for its container would be left without one.
/// </summary>
internal sealed class TerminationWatch(ShimHost host)
    : Pollable(Signals.OpenDescriptor(Signals.Terminate, Signals.Interrupt, Signals.Hangup, Signals.Child))
{
    public override void OnReady(PollEvents ready)
    {
        for (int signal; (signal = Signals.Take(File)) != 0;)
        {
            if (signal == Signals.Child) host.Reaper.Sweep();
            if (signal == Signals.Terminate && host.Container.Settings is { OnTermination: TerminationBehaviour.StopContainer } settings)
                host.Container.TrySignal(settings.StopSignal);
        }
    }
}
