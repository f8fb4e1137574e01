using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests.Files;

/// <summary>Trees are removed by whoever is done with them; two that meet at one tree both succeed.</summary>
public sealed class TreeRemovalTests
{
    [Fact]
    public async Task A_tree_that_is_removed_by_two_at_once_is_gone_and_neither_fails()
    {
        for (int round = 0; round < 20; round++)
        {
            string top = Directory.CreateTempSubdirectory("actorengine-removal-").FullName;
            for (int folder = 0; folder < 60; folder++) Directory.CreateDirectory(Path.Combine(top, $"{folder % 6}", $"{folder}", "inner"));
            using var together = new Barrier(2);

            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(Remove, TaskCreationOptions.LongRunning)));

            Assert.False(Directory.Exists(top));

            void Remove()
            {
                together.SignalAndWait();
                TreeRemoval.Remove(top);
            }
        }
    }

    [Fact]
    public void What_is_not_there_is_removed() => TreeRemoval.Remove(Path.Combine(Path.GetTempPath(), "actorengine-" + Guid.NewGuid()));
}
