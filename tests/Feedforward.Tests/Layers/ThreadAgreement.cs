namespace Feedforward.Tests.Layers;

/// <summary>The numeric contract for a layer's gradients.</summary>
internal static class ThreadAgreement
{
    /// <summary>One, two and three threads give the same bits.</summary>
    public static void AssertSameGradients(Network network, Matrix<float> x)
    {
        float[][] gradients = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var workspace = new Workspace<float>(network, x.Rows);
            workspace.Settings.Threads = threads;
            workspace.Forward(x);
            workspace.OutputDelta.Span.Fill(0.01f);
            workspace.Backward();
            return workspace.Gradient.ToArray();
        })];
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);
        Assert.Contains(gradients[0], number => number != 0);
    }
}
