//! Room for pixels, used again for the next picture on the same thread. A photo of 24 megapixels takes some forty
//! megabytes on its way; asking the system for them each time, and giving them back, was a fifth of the whole work. It
//! goes with the thread, and those that work on many pictures go when the work is done.

use std::cell::RefCell;

/// One to decode into, and two that a size is made from and into.
const MAX_BUFFERS: usize = 3;
/// What makes more than this, all together, is given back at once: one huge picture must not weigh on those that
/// follow, and what is kept is in nobody's account.
const MAX_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    static BUFFERS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// `length` zeros: nothing of the picture before is in them.
pub(super) fn take(length: usize) -> Vec<u8> {
    let used = BUFFERS.with_borrow_mut(|buffers| {
        let fitting = (0..buffers.len()).filter(|at| buffers[*at].capacity() >= length);
        let smallest = fitting.min_by_key(|at| buffers[*at].capacity());
        smallest.map(|at| buffers.swap_remove(at))
    });
    let Some(mut buffer) = used else { return vec![0; length] };
    buffer.clear();
    buffer.resize(length, 0);
    buffer
}

pub(super) fn give_back(buffer: Vec<u8>) {
    if buffer.capacity() > MAX_BYTES {
        return;
    }
    BUFFERS.with_borrow_mut(|buffers| {
        buffers.push(buffer);
        let is_too_much = |buffers: &[Vec<u8>]| {
            buffers.len() > MAX_BUFFERS || buffers.iter().map(Vec::capacity).sum::<usize>() > MAX_BYTES
        };
        while is_too_much(buffers) {
            let smallest = (0..buffers.len()).min_by_key(|at| buffers[*at].capacity());
            if let Some(at) = smallest {
                buffers.swap_remove(at);
            }
        }
    });
}

/// Gives all of it back: others wait for memory.
pub(super) fn let_go() {
    BUFFERS.take();
    dateline_resize::let_go();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_used_again_and_holds_nothing_of_what_was_in_it() {
        let mut first = take(1000);
        first.fill(7);
        let place = first.as_ptr();
        give_back(first);
        let second = take(900);
        assert_eq!(second.as_ptr(), place);
        assert_eq!(second, vec![0; 900]);
    }

    #[test]
    fn little_is_kept_and_nothing_huge() {
        give_back(Vec::with_capacity(MAX_BYTES + 1));
        (1..=5).for_each(|size| give_back(Vec::with_capacity(size * 100)));
        let mut kept: Vec<usize> = BUFFERS.with_borrow(|buffers| buffers.iter().map(Vec::capacity).collect());
        kept.sort();
        assert_eq!(kept, [300, 400, 500]);
    }
}
