use crate::Desk;

commands! {
    /// Work that has ended meanwhile can't be stopped, and need not be.
    pub async fn cancel_job(desk: &Desk, number: u32) -> Answer<()> {
        desk.jobs().cancel(number);
        Ok(())
    }
}
