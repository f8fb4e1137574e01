using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Makes and takes away the containers of one supervisor. An engine that is away for a moment is waited for: no end of a child.</summary>
internal sealed class SupervisedContainers(IContainerEngine engine, string prefix)
{
    private const string Label = "actorengine.supervisor";

    /// <summary>A new incarnation, running. What an earlier one left under its name is removed, where it was this supervisor's.</summary>
    public async Task<ContainerRef> StartAsync(ChildContainer child, Func<ContainerRef, Task> made)
    {
        string name = $"{prefix}-{child.Name}";
        await RemoveOldAsync(name).ConfigureAwait(false);
        var labels = new Dictionary<string, string>(child.Settings.Labels) { [Label] = prefix };
        var container = await engine.CreateAsync(child.Settings with { Labels = labels }, name).ConfigureAwait(false);
        await made(container).ConfigureAwait(false);
        await AgainAsync(() => container.StartAsync()).ConfigureAwait(false);
        return container;
    }

    /// <summary>Stops a child; one that is gone already is no error.</summary>
    public async Task StopAsync(ContainerRef container)
    {
        try
        {
            await AgainAsync(() => container.StopAsync()).ConfigureAwait(false);
        }
        catch (EngineFaultException gone) when (gone.Code == FaultCode.NotFound)
        {
            // It was removed, or removes itself.
        }
    }

    private async Task RemoveOldAsync(string name)
    {
        try
        {
            var old = await engine.FindAsync(new ContainerReference(name)).ConfigureAwait(false);
            var inspection = await old.InspectAsync().ConfigureAwait(false);
            if (inspection.Settings.Labels.GetValueOrDefault(Label) == prefix) await AgainAsync(() => old.RemoveAsync(force: true)).ConfigureAwait(false);
        }
        catch (EngineFaultException none) when (none.Code == FaultCode.NotFound)
        {
            // The name is free.
        }
    }

    private static async Task AgainAsync(Func<Task> act)
    {
        while (true)
        {
            try
            {
                await act().ConfigureAwait(false);
                return;
            }
            catch (EngineLinkLostException)
            {
                // Starting, stopping and removing twice is the same as once.
            }
        }
    }
}
